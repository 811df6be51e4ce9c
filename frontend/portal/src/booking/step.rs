//! Where somebody is between the week and the request. It stands in the query of the address, so that Back goes back.

use domain::time::{Date, Timestamp};
use leptos_router::params::ParamsMap;

/// Before or after noon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Before 12:00.
    Morning,
    /// 12:00 and later.
    Afternoon,
}

/// One box of the week.
pub type Box = (Date, Half);

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The week.
    Week,
    /// The times of a box.
    Times(Box),
    /// A time, about to be asked for; the box it was found in.
    Ask(Timestamp, Option<Box>),
    /// The code that was sent to a new client.
    Code,
}

impl Half {
    /// The name it has in addresses and ids.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Morning => "morning",
            Self::Afternoon => "afternoon",
        }
    }

    fn named(name: &str) -> Option<Self> {
        [Self::Morning, Self::Afternoon].into_iter().find(|half| half.as_str() == name)
    }
}

impl Step {
    /// The step of an address.
    pub fn read(query: &ParamsMap) -> Self {
        Self::of(|name| query.get(name))
    }

    fn of(get: impl Fn(&str) -> Option<String>) -> Self {
        let of_box = || Some((get("day")?.parse().ok()?, Half::named(&get("half")?)?));
        let at = || Timestamp::from_millisecond(get("at")?.parse().ok()?).ok();
        match (get("code").is_some(), at(), of_box()) {
            (true, ..) => Self::Code,
            (_, Some(at), from) => Self::Ask(at, from),
            (_, None, Some(of)) => Self::Times(of),
            _ => Self::Week,
        }
    }

    /// Its query; empty for the week.
    pub fn query(self) -> String {
        let of_box = |(day, half): Box| format!("day={day}&half={}", half.as_str());
        match self {
            Self::Week => String::new(),
            Self::Times(of) => format!("?{}", of_box(of)),
            Self::Ask(at, None) => format!("?at={}", at.as_millisecond()),
            Self::Ask(at, Some(of)) => format!("?{}&at={}", of_box(of), at.as_millisecond()),
            Self::Code => "?code=sent".into(),
        }
    }

    /// The box it belongs to.
    pub fn of_box(self) -> Option<Box> {
        match self {
            Self::Times(of) => Some(of),
            Self::Ask(_, from) => from,
            Self::Week | Self::Code => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_comes_back_from_its_address() {
        let of = ("2026-03-10".parse().unwrap(), Half::Afternoon);
        let at = "2026-03-10T18:30:00Z".parse().unwrap();
        for step in [Step::Week, Step::Times(of), Step::Ask(at, None), Step::Ask(at, Some(of)), Step::Code] {
            let query = step.query();
            let pairs: Vec<_> = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('=')).collect();
            let read = Step::of(|name| pairs.iter().find(|(of, _)| *of == name).map(|(_, value)| (*value).to_owned()));
            assert_eq!(read, step, "{query}");
        }
        let broken = |name: &str| (name == "day").then(|| "2026-02-30".to_owned());
        assert_eq!(Step::of(broken), Step::Week);
    }
}
