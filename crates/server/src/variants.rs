//! The variants of a union get schemas of their own: a generator makes a type with a name of each, and can follow a union
//! that holds itself (some can not where its variants are written inside it).

use utoipa::openapi::schema::OneOf;
use utoipa::openapi::{OpenApi, Ref, RefOr, Schema};

/// Moves the variants of every union that is told apart by a tag into components: `list` of `Block` becomes `ListBlock`.
pub fn name(api: &mut OpenApi) {
    let Some(components) = api.components.as_mut() else { return };
    let mut named = Vec::new();
    for (union, schema) in &mut components.schemas {
        let RefOr::T(Schema::OneOf(OneOf { items, .. })) = schema else { continue };
        for item in items {
            let Some(tag) = take_tag(item) else { continue };
            let name = format!("{}{union}", capitalised(&tag));
            let reference = RefOr::Ref(Ref::from_schema_name(&name));
            named.push((name, std::mem::replace(item, reference)));
        }
    }
    components.schemas.extend(named);
}

/// What tells a variant from the others: the one value that a property of it may have, which is described here.
fn take_tag(variant: &mut RefOr<Schema>) -> Option<String> {
    let RefOr::T(Schema::Object(variant)) = variant else { return None };
    variant.properties.values_mut().find_map(|property| {
        let RefOr::T(Schema::Object(property)) = property else { return None };
        let [only] = property.enum_values.as_deref()? else { return None };
        let tag = only.as_str()?.to_owned();
        property.description.get_or_insert_with(|| "Which of them it is.".to_owned());
        Some(tag)
    })
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
