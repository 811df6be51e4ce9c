//! A postal address as the six columns that offices and clients have for it.

use domain::practice::office::PostalAddress;

/// Street, unit, city, region, postal code, country, as rows keep them: nothing for what is blank.
pub fn columns(address: Option<&PostalAddress>) -> [Option<String>; 6] {
    let Some(address) = address.filter(|address| !address.is_blank()) else { return [const { None }; 6] };
    [&address.street, &address.unit, &address.city, &address.region, &address.postal_code, &address.country]
        .map(|part| Some(part.as_str().trim().to_owned()).filter(|part| !part.is_empty()))
}

/// The address those columns hold; none when all are empty.
pub fn read(columns: [&Option<String>; 6]) -> Option<PostalAddress> {
    if columns.iter().all(|part| part.is_none()) {
        return None;
    }
    let [street, unit, city, region, postal_code, country] = columns.map(|part| part.as_deref().unwrap_or_default().into());
    Some(PostalAddress { street, unit, city, region, postal_code, country })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_trimmed_and_a_blank_one_not_at_all() {
        let address = PostalAddress { street: " 12 Maple Street ".into(), city: "Ithaca".into(), ..PostalAddress::default() };
        let kept = columns(Some(&address));
        assert_eq!((kept[0].as_deref(), kept[1].as_deref()), (Some("12 Maple Street"), None));
        let back = read([&kept[0], &kept[1], &kept[2], &kept[3], &kept[4], &kept[5]]).expect("an address");
        assert_eq!((back.street.as_str(), back.city.as_str(), back.unit.as_str()), ("12 Maple Street", "Ithaca", ""));
        assert_eq!(columns(Some(&PostalAddress { street: "  ".into(), ..PostalAddress::default() })), [const { None }; 6]);
        assert_eq!(read([&None, &None, &None, &None, &None, &None]), None);
    }
}
