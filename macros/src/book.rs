//! The list of a sketchbook.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Error, Ident, LitStr, Result};

use crate::kinora;

/// The modules of a folder, and the list of their sketches.
pub fn expand(folder: TokenStream) -> Result<TokenStream> {
    let name: LitStr = syn::parse2(folder)?;
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = root.join(name.value());
    let files = files(&folder).map_err(|error| {
        let message = format!("the folder '{}' cannot be read: {error}", folder.display());
        Error::new(name.span(), message)
    })?;
    Ok(list(&files))
}

fn list(files: &[PathBuf]) -> TokenStream {
    let kinora = kinora::path();
    let modules: Vec<_> = files.iter().map(|file| module(file)).collect();
    let paths: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
    quote! {
        #(#[path = #paths] mod #modules;)*

        /// Every sketch of the book, in the order of the names of their files.
        pub fn sketches() -> ::std::vec::Vec<#kinora::Sketch> {
            ::std::vec![#(#modules::sketch().about_from_source(::core::include_str!(#paths))),*]
        }

        #kinora::live!(sketches());

        // Two books of one name may share what cargo keeps, and differ by where they are: cargo sees that this is another.
        const _: ::core::option::Option<&str> = ::core::option_env!("KINORA_BOOK");
    }
}

/// The files of that folder that have sketches, by name. It may be one of them itself.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut files = vec![];
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_sketch =
            name.ends_with(".rs") && name != "mod.rs" && !name.starts_with(['.', '_', '#']);
        if is_sketch && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The module of a file: its name, as Rust can have it.
fn module(file: &Path) -> Ident {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    let allowed = |char: char| match char.is_alphanumeric() {
        true => char,
        false => '_',
    };
    let name: String = name.chars().map(allowed).collect();
    let ident = syn::parse_str(&name);
    ident.unwrap_or_else(|_| Ident::new(&format!("_{name}"), Span::call_site()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_module_and_in_the_list() {
        let files = ["/book/sketches/my orbit.rs", "/book/sketches/wave.rs"].map(PathBuf::from);
        let list = list(&files).to_string();
        assert!(
            list.contains("# [path = \"/book/sketches/my orbit.rs\"] mod my_orbit ;"),
            "{list}"
        );
        assert!(
            list.contains("wave :: sketch () . about_from_source"),
            "{list}"
        );
        assert!(list.contains(":: live ! (sketches ())"), "{list}");
    }

    #[test]
    fn a_name_that_is_none_in_rust_becomes_one() {
        for (file, wanted) in [
            ("orbit.rs", "orbit"),
            ("my-orbit.rs", "my_orbit"),
            ("2d.rs", "_2d"),
            ("loop.rs", "_loop"),
            ("größe.rs", "größe"),
        ] {
            assert_eq!(module(Path::new(file)), wanted);
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let error = expand(quote!("no/such/folder")).unwrap_err().to_string();
        assert!(
            error.contains("no/such/folder") && error.contains("cannot be read"),
            "{error}"
        );
    }

    #[test]
    fn only_sketches_are_taken() {
        let place = env::temp_dir().join(format!("kinora-book-{}", std::process::id()));
        fs::create_dir_all(place.join("tools.rs")).unwrap();
        for name in [
            "b.rs",
            "a.rs",
            "mod.rs",
            "_help.rs",
            ".a.rs.swp",
            ".#a.rs",
            "a.rs~",
            "notes.txt",
        ] {
            fs::write(place.join(name), "").unwrap();
        }
        let found = files(&place).unwrap();
        fs::remove_dir_all(&place).unwrap();
        assert_eq!(found, ["a.rs", "b.rs"].map(|name| place.join(name)));
    }
}
