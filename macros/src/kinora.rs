//! What the crate that uses a macro calls kinora.

use proc_macro_crate::FoundCrate;
use proc_macro2::Span;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Error, Ident, LitStr, Path, Result, Token};

/// The name in the crate's Cargo.toml.
pub fn path() -> Path {
    let name = match proc_macro_crate::crate_name("kinora") {
        Ok(FoundCrate::Name(name)) => name,
        // Tests and examples of kinora itself; a Cargo.toml that cannot be found, or that has it from another crate.
        Ok(FoundCrate::Itself) | Err(_) => "kinora".to_owned(),
    };
    Path::from(Ident::new(&name, Span::call_site()))
}

/// The path to kinora: what `#[kinora(crate_rename = "path")]` says, which is taken away, or the name in the crate's
/// Cargo.toml. The attribute may still have macroquad's name, where kinora has it too.
pub fn path_of(attributes: &mut Vec<Attribute>) -> Result<Path> {
    let mut path = path();
    let is_own = |attribute: &Attribute| {
        ["kinora", "macroquad"]
            .iter()
            .any(|name| attribute.path().is_ident(name))
    };
    for attribute in attributes.extract_if(.., |attribute| is_own(attribute)) {
        let rename = |input: ParseStream| {
            let key: Ident = input.parse()?;
            if key != "crate_rename" {
                return Err(Error::new(key.span(), "only crate_rename may stand here"));
            }
            input.parse::<Token![=]>()?;
            input.parse::<LitStr>()?.parse::<Path>()
        };
        path = rename.parse2(attribute.meta.require_list()?.tokens.clone())?;
    }
    Ok(path)
}
