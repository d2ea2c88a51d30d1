//! What becomes of an `async fn main`.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, Ident, ItemFn, Result, Token};

use crate::kinora;

/// What stands in the brackets of the attribute.
#[derive(Default)]
struct Arguments {
    /// Title or description of the window, or a function that gives one; its type tells which.
    window: Option<Expr>,
    settings: Vec<(Ident, Expr)>,
}

/// The settings there are; each is a method of a sketch.
const SETTINGS: [&str; 3] = ["fps", "duration", "seed"];

enum Argument {
    Window(Expr),
    Setting(Ident, Expr),
}

impl Parse for Argument {
    fn parse(input: ParseStream) -> Result<Argument> {
        if input.peek(Ident) && input.peek2(Token![=]) && !input.peek2(Token![==]) {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            return Ok(Argument::Setting(name, input.parse()?));
        }
        Ok(Argument::Window(input.parse()?))
    }
}

impl Parse for Arguments {
    fn parse(input: ParseStream) -> Result<Arguments> {
        let all = Punctuated::<Argument, Token![,]>::parse_terminated(input)?;
        let mut arguments = Arguments::default();
        for argument in all {
            match argument {
                Argument::Window(window) if arguments.window.is_none() => {
                    arguments.window = Some(window);
                }
                Argument::Window(second) => {
                    let message = "a program has one window: one title, one Conf or one function";
                    return Err(Error::new_spanned(second, message));
                }
                Argument::Setting(name, value) => {
                    if !SETTINGS.iter().any(|known| name == known) {
                        let known = SETTINGS.join(", ");
                        let message = format!("there is no setting '{name}', but {known}");
                        return Err(Error::new(name.span(), message));
                    }
                    arguments.settings.push((name, value));
                }
            }
        }
        Ok(arguments)
    }
}

/// The function that is called instead.
pub fn expand(arguments: TokenStream, function: TokenStream) -> Result<TokenStream> {
    let Arguments { window, settings } = syn::parse2(arguments)?;
    let mut function: ItemFn = syn::parse2(function)?;
    let signature = &function.sig;
    if signature.asyncness.is_none() || !signature.inputs.is_empty() {
        return Err(Error::new_spanned(
            signature,
            "kinora::main goes before an async function without arguments",
        ));
    }
    let kinora = kinora::path_of(&mut function.attrs)?;
    let window = match window {
        Some(window) => quote!(#window),
        None => quote!(env!("CARGO_PKG_NAME")),
    };
    let settings = settings.iter().map(|(name, value)| quote!(.#name(#value)));

    let visibility = std::mem::replace(&mut function.vis, syn::Visibility::Inherited);
    // A name that nothing of the program's own has, which it would hide.
    let inner = Ident::new("__kinora_program", Span::call_site());
    let name = std::mem::replace(&mut function.sig.ident, inner.clone());
    let sketch = Ident::new("__kinora_sketch", Span::call_site());
    Ok(quote! {
        #[allow(dead_code)]
        #visibility fn #name() {
            #kinora::run(#sketch())
        }
        fn #sketch() -> #kinora::Sketch {
            #function
            #kinora::Sketch::program(|| #kinora::sketch::window(#window), #inner) #(#settings)*
        }
        #kinora::live!(#sketch());
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(arguments: TokenStream, function: TokenStream) -> String {
        expand(arguments, function).unwrap().to_string()
    }

    fn refused(arguments: TokenStream, function: TokenStream) -> String {
        expand(arguments, function).unwrap_err().to_string()
    }

    fn empty() -> TokenStream {
        quote!(
            async fn main() {}
        )
    }

    /// What of the window is said in the attribute, as it comes out.
    fn window(arguments: TokenStream) -> String {
        let expanded = expanded(arguments, empty());
        let (_, after) = expanded.split_once("sketch :: window (").unwrap();
        let (window, _) = after.split_once(") , __kinora_program)").unwrap();
        window.to_owned()
    }

    #[test]
    fn it_takes_what_macroquads_takes_and_every_other_expression() {
        for (given, what) in [
            (quote!("Pong"), "\"Pong\""),
            (quote!(window_conf), "window_conf"),
            (quote!(settings::window), "settings :: window"),
            (quote!(conf()), "conf ()"),
            (quote!(CONF, fps = 30), "CONF"),
            (
                quote!(Config::new().window(),),
                "Config :: new () . window ()",
            ),
            (
                quote!(Conf {
                    window_width: 4,
                    ..Default::default()
                }),
                "Conf { window_width : 4 , .. Default :: default () }",
            ),
            (quote!({ conf() }, seed = 1), "{ conf () }"),
            (quote!(|| conf(), seed = 1), "| | conf ()"),
            (
                quote!(concat!("Pong ", 2), duration = 1.0),
                "concat ! (\"Pong \" , 2)",
            ),
        ] {
            assert_eq!(window(given), what);
        }
    }

    #[test]
    fn what_the_function_is_besides_stays() {
        let function = quote!(
            #[allow(clippy::never_loop)]
            pub async fn main() -> Result<(), String> {
                Ok(())
            }
        );
        let function = expanded(quote!("Pong"), function);
        assert!(
            function.contains("pub fn main ()")
                && function.contains("{ # [allow (clippy :: never_loop)] async fn"),
            "{function}"
        );
        assert!(function.contains("-> Result < () , String >"), "{function}");
    }

    #[test]
    fn settings_come_after_the_window_or_alone() {
        let all = expanded(quote!("Pong", fps = 30, duration = 12.5, seed = 7), empty());
        let settings = ". fps (30) . duration (12.5) . seed (7)";
        assert!(all.contains(settings), "{all}");
        let before = expanded(quote!(seed = 7, conf()), empty());
        assert!(before.contains(". seed (7)"), "{before}");
        assert_eq!(window(quote!(duration = 2.0)), "env ! (\"CARGO_PKG_NAME\")");
        assert_eq!(window(quote!()), "env ! (\"CARGO_PKG_NAME\")");
    }

    #[test]
    fn the_crate_may_have_another_name_or_be_anothers() {
        let renamed = quote!(
            #[kinora(crate_rename = "film")]
            async fn main() {}
        );
        let renamed = expanded(quote!("Pong"), renamed);
        assert!(renamed.contains("film :: run ("), "{renamed}");
        assert!(!renamed.contains("crate_rename"), "{renamed}");
        let anothers = quote!(
            #[macroquad(crate_rename = "::engine::film")]
            async fn main() {}
        );
        let anothers = expanded(quote!("Pong"), anothers);
        assert!(
            anothers.contains(":: engine :: film :: sketch :: window (\"Pong\")"),
            "{anothers}"
        );
    }

    #[test]
    fn what_it_cannot_take_is_said_at_its_place() {
        let known = "there is no setting 'frames', but fps, duration, seed";
        assert_eq!(refused(quote!("Pong", frames = 3), empty()), known);
        assert!(refused(quote!("Pong", window), empty()).contains("one window"));
        assert!(
            refused(
                quote!("Pong"),
                quote!(
                    fn main() {}
                )
            )
            .contains("async function")
        );
        let argument = quote!(
            async fn main(n: u32) {}
        );
        assert!(refused(quote!("Pong"), argument).contains("without arguments"));
    }
}
