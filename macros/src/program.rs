//! What becomes of an `async fn main`.

use proc_macro_crate::FoundCrate;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Error, Expr, Ident, ItemFn, LitStr, Path, Result, Token};

/// What stands in the brackets of the attribute.
#[derive(Default)]
struct Arguments {
    window: Option<Window>,
    settings: Vec<(Ident, Expr)>,
}

enum Window {
    /// Its title.
    Title(LitStr),
    /// A function that describes it.
    Function(Path),
}

/// The settings there are; each is a method of a sketch.
const SETTINGS: [&str; 3] = ["fps", "duration", "seed"];

enum Argument {
    Window(Window),
    Setting(Ident, Expr),
}

impl Parse for Argument {
    fn parse(input: ParseStream) -> Result<Argument> {
        if input.peek(LitStr) {
            return Ok(Argument::Window(Window::Title(input.parse()?)));
        }
        if input.peek(Ident) && input.peek2(Token![=]) {
            let name = input.parse()?;
            input.parse::<Token![=]>()?;
            return Ok(Argument::Setting(name, input.parse()?));
        }
        Ok(Argument::Window(Window::Function(input.parse()?)))
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
                Argument::Window(_) => {
                    return Err(input.error("a program has one window: one title or one function"));
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
    let kinora = crate_name(&mut function.attrs)?;
    let window = match window {
        Some(Window::Function(function)) => quote!(#function),
        Some(Window::Title(title)) => titled(&kinora, quote!(#title)),
        None => titled(&kinora, quote!(env!("CARGO_PKG_NAME"))),
    };
    let settings = settings
        .iter()
        .map(|(name, value)| quote!(let sketch = sketch.#name(#value);));

    let visibility = std::mem::replace(&mut function.vis, syn::Visibility::Inherited);
    let name = std::mem::replace(
        &mut function.sig.ident,
        Ident::new("program", Span::call_site()),
    );
    Ok(quote! {
        #visibility fn #name() {
            #function
            let sketch = #kinora::Sketch::program(#window, program);
            #(#settings)*
            #kinora::run(sketch)
        }
    })
}

/// A function that describes a window with that title.
fn titled(kinora: &Ident, title: TokenStream) -> TokenStream {
    quote! {
        || #kinora::prelude::Conf {
            window_title: ::std::string::String::from(#title),
            ..::std::default::Default::default()
        }
    }
}

/// What the crate calls kinora: what `#[kinora(crate_rename = "name")]` says, which is taken away, or its Cargo.toml.
fn crate_name(attributes: &mut Vec<Attribute>) -> Result<Ident> {
    let name = match proc_macro_crate::crate_name("kinora") {
        Ok(FoundCrate::Name(name)) => name,
        // Tests and examples of kinora itself; a Cargo.toml that cannot be found.
        Ok(FoundCrate::Itself) | Err(_) => "kinora".to_owned(),
    };
    let mut name = Ident::new(&name, Span::call_site());
    let own = attributes.extract_if(.., |attribute| attribute.path().is_ident("kinora"));
    for attribute in own {
        let rename = |input: ParseStream| {
            let key: Ident = input.parse()?;
            if key != "crate_rename" {
                return Err(Error::new(key.span(), "only crate_rename may stand here"));
            }
            input.parse::<Token![=]>()?;
            input.parse::<LitStr>()?.parse::<Ident>()
        };
        name = rename.parse2(attribute.meta.require_list()?.tokens.clone())?;
    }
    Ok(name)
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

    #[test]
    fn it_takes_what_macroquads_takes() {
        let titled = expanded(quote!("Pong"), empty());
        assert!(titled.contains("from (\"Pong\")"), "{titled}");
        let described = expanded(quote!(settings::window), empty());
        assert!(
            described.contains("program (settings :: window , program)"),
            "{described}"
        );
        let result = quote!(
            pub async fn main() -> Result<(), String> {
                Ok(())
            }
        );
        let result = expanded(quote!("Pong"), result);
        assert!(result.starts_with("pub fn main () {"), "{result}");
        assert!(result.contains("-> Result < () , String >"), "{result}");
    }

    #[test]
    fn settings_come_after_the_window_or_alone() {
        let all = expanded(quote!("Pong", fps = 30, duration = 12.5, seed = 7), empty());
        for setting in [
            "sketch . fps (30)",
            "sketch . duration (12.5)",
            "sketch . seed (7)",
        ] {
            assert!(all.contains(setting), "{all}");
        }
        assert!(expanded(quote!(duration = 2.0), empty()).contains("CARGO_PKG_NAME"));
        assert!(expanded(quote!(), empty()).contains("CARGO_PKG_NAME"));
    }

    #[test]
    fn the_crate_may_have_another_name() {
        let renamed = quote!(
            #[kinora(crate_rename = "film")]
            async fn main() {}
        );
        let renamed = expanded(quote!("Pong"), renamed);
        assert!(renamed.contains("film :: run (sketch)"), "{renamed}");
        assert!(!renamed.contains("crate_rename"), "{renamed}");
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
