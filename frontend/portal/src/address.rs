//! Where things are: pages under `/p/{slug}`, telephone numbers, places on a map, zones of time.

use domain::practice::office::PostalAddress;
use domain::practice::slug::Slug;

/// The practice whose portal this address belongs to; empty when it is no portal's address.
pub fn slug_of(path: &str) -> Slug {
    let slug = path.strip_prefix("/p/").and_then(|rest| rest.split('/').next()).unwrap_or_default();
    Slug(slug.to_owned())
}

/// Where to go after signing in: the page asked for when it is one of this portal's, else the first page.
pub fn after_sign_in(home: &str, base: &str, asked: Option<&str>) -> String {
    let inside = |path: &&str| {
        let rest = path.strip_prefix(base).unwrap_or_default();
        rest.starts_with('/') && !rest.contains("//") && !rest.contains("..") && !rest.contains(['\\', '?', '#', '%'])
    };
    asked.filter(inside).unwrap_or(home).to_owned()
}

/// A number as a link that dials it (RFC 3966); an extension is left to the person.
pub fn tel(phone: &str) -> String {
    let main = phone.find(['x', 'e', ',', '#']).map_or(phone, |end| &phone[..end]);
    let digits: String = main.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    format!("tel:{digits}")
}

/// The lines of an address, as they stand on an envelope.
pub fn lines(address: &PostalAddress) -> Vec<String> {
    let join = |parts: &[&str], between: &str| {
        let there: Vec<&str> = parts.iter().map(|p| p.trim()).filter(|p| !p.is_empty()).collect();
        there.join(between)
    };
    let region = join(&[address.region.as_str(), address.postal_code.as_str()], " ");
    let lines = [join(&[address.street.as_str(), address.unit.as_str()], ", "), join(&[address.city.as_str(), &region], ", ")];
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

/// What a map is asked for to find an address: without flat or floor, which maps do not know.
pub fn map_query(address: &PostalAddress) -> String {
    let parts = [&address.street, &address.city, &address.region, &address.postal_code, &address.country];
    let there: Vec<&str> = parts.iter().map(|p| p.as_str().trim()).filter(|p| !p.is_empty()).collect();
    there.join(", ")
}

/// "New York" of `America/New_York`.
pub fn city(zone: &str) -> String {
    zone.rsplit('/').next().unwrap_or(zone).replace('_', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_called_by_its_city() {
        assert_eq!(city("America/New_York"), "New York");
        assert_eq!(city("America/Argentina/Buenos_Aires"), "Buenos Aires");
        assert_eq!(city("UTC"), "UTC");
    }

    #[test]
    fn the_slug_is_the_second_part() {
        for path in ["/p/willow-reed", "/p/willow-reed/", "/p/willow-reed/account/devices"] {
            assert_eq!(slug_of(path).0, "willow-reed");
        }
        assert_eq!(slug_of("/admin").0, "");
    }

    #[test]
    fn a20_only_pages_of_this_portal_follow_a_sign_in() {
        let next = |asked| after_sign_in("/p/w/home", "/p/w", asked);
        assert_eq!(next(Some("/p/w/account/devices")), "/p/w/account/devices");
        for outside in
            ["https://example.com", "//example.com", "/p/other/home", "/p/wx", "/p/w//example.com", "/p/w/../../admin", "/p/w/\\x", ""]
        {
            assert_eq!(next(Some(outside)), "/p/w/home", "{outside}");
        }
        assert_eq!(next(None), "/p/w/home");
    }

    #[test]
    fn a_number_is_dialled_without_its_decoration() {
        assert_eq!(tel("+1 (212) 555-0142"), "tel:+12125550142");
        assert_eq!(tel("212.555.0142 ext. 5"), "tel:2125550142");
    }

    #[test]
    fn an_address_has_no_empty_lines() {
        let address = PostalAddress {
            street: "12 Maple Street".into(),
            city: "Albany".into(),
            region: "NY".into(),
            postal_code: "12203".into(),
            ..PostalAddress::default()
        };
        assert_eq!(lines(&address), ["12 Maple Street", "Albany, NY 12203"]);
        assert_eq!(map_query(&address), "12 Maple Street, Albany, NY, 12203");
        assert!(lines(&PostalAddress::default()).is_empty());
    }
}
