//! Which documents go to a client (D2): a packet, single documents, their order, and the day they are due. The same from the
//! client's page, with an invitation, and with an accepted request.

mod offer;
mod order;

use domain::documents::{DocumentKind, ShareDocuments, TemplateSummary};
use domain::time::Date;
use domain::{PacketId, TemplateId};
use leptos::prelude::*;
use ui::{Banner, Checkbox, Choice, DateField, Fieldset, IconName, Load, Select, Tone, live};

use self::offer::Offer;
use self::order::InOrder;
use super::standing;
use crate::session::use_session;
use crate::wall;
use crate::workplace::use_workplace;

pub use self::offer::Offers;

/// What was chosen.
#[derive(Clone, Copy)]
pub struct Chosen {
    /// What there is to choose from.
    pub offers: Offers,
    packet: RwSignal<String>,
    templates: RwSignal<Vec<TemplateId>>,
    due: RwSignal<String>,
}

impl Chosen {
    /// Nothing yet; the packet for new clients as soon as it is known, and known that they are `new_client`s.
    pub fn new(new_client: impl Into<Signal<bool>>) -> Self {
        let new_client = new_client.into();
        let offers = Offers::fetch(use_session());
        let chosen =
            Self { offers, packet: RwSignal::new(String::new()), templates: RwSignal::new(Vec::new()), due: RwSignal::new(String::new()) };
        let preselected = StoredValue::new(false);
        Effect::new(move |_| {
            let first = offers.with(Offer::for_new_clients).flatten().filter(|_| new_client.get());
            if let Some(id) = first.filter(|_| !preselected.get_value()) {
                preselected.set_value(true);
                chosen.packet.set(id.to_string());
            }
        });
        chosen
    }

    /// The packet.
    pub fn packet_id(self) -> Option<PacketId> {
        self.packet.with_untracked(|id| id.parse().ok())
    }

    /// The single documents that the packet does not hold already, in their order.
    pub fn templates(self) -> Vec<TemplateId> {
        let packet = self.packet.get_untracked();
        let held = self.offers.with_untracked(|offer| offer.of_packet(&packet)).unwrap_or_default();
        self.templates.with_untracked(|all| all.iter().filter(|id| !held.contains(id)).copied().collect())
    }

    /// What is asked of the server; none where nothing was chosen. A day that cannot be read has been refused by its field.
    pub fn input(self) -> Option<ShareDocuments> {
        let due = self.due.with_untracked(|due| due.parse::<Date>().ok());
        let input = ShareDocuments { packet_id: self.packet_id(), templates: self.templates(), due };
        (input.packet_id.is_some() || !input.templates.is_empty()).then_some(input)
    }

    /// How many documents that are. Tracks.
    pub fn count(self) -> usize {
        let packet = self.packet.get();
        let held = self.offers.with(|offer| offer.of_packet(&packet)).unwrap_or_default();
        held.len() + self.templates.with(|all| all.iter().filter(|id| !held.contains(id)).count())
    }

    /// Nothing is chosen any longer.
    pub fn clear(self) {
        let _ = self.packet.try_set(String::new());
        let _ = self.templates.try_set(Vec::new());
        let _ = self.due.try_set(String::new());
    }

    fn tick(self, id: TemplateId, ticked: bool) {
        self.templates.update(|all| {
            all.retain(|known| *known != id);
            if ticked {
                all.push(id);
            }
        });
    }
}

/// The fields; they stand in a form.
#[component]
pub fn ChooseDocuments(
    /// What is chosen.
    chosen: Chosen,
    /// Whether the day is chosen, too.
    #[prop(default = true)]
    asks_due: bool,
) -> impl IntoView {
    view! {
        <Load from=chosen.offers.fetched() lines=5 let:offer>
            {if offer.is_empty() {
                view! {
                    <Banner tone=Tone::Accent icon=IconName::Document>
                        <p>"There is nothing to share yet."</p>
                        <a href="/admin/documents/templates">"Write the first document"</a>
                    </Banner>
                }
                .into_any()
            } else {
                view! { <Fields offer chosen asks_due /> }.into_any()
            }}
        </Load>
    }
    .into_any()
}

/// What is said below the day: what holds where none is chosen.
fn due_hint(usual: Option<u16>) -> String {
    match usual {
        None => "Leave empty for none".to_owned(),
        Some(1) => "Leave empty for the usual: one day after sending".to_owned(),
        Some(days) => format!("Leave empty for the usual: {days} days after sending"),
    }
}

#[component]
fn Fields(offer: Offer, chosen: Chosen, asks_due: bool) -> impl IntoView {
    let today = wall::now(&use_workplace().zone()).date();
    let packets = offer.packet_choices();
    let several = packets.len() > 1;
    let hint = due_hint(offer.due_after_days);
    let templates = StoredValue::new(offer.templates);
    let held = Memo::new(move |_| {
        let packet = chosen.packet.get();
        chosen.offers.with(|offer| offer.of_packet(&packet)).unwrap_or_default()
    });
    let archived = move || {
        let packet = chosen.packet.get();
        let archived = chosen.offers.with(|offer| offer.archived_of_packet(&packet)).unwrap_or_default();
        (archived > 0).then(|| {
            view! {
                <Banner tone=Tone::Due icon=IconName::Warning>
                    <p>"This packet holds a document that is archived, and cannot be sent so. Change the packet, or choose single documents."</p>
                    <a href="/admin/documents/packets">"Open packets"</a>
                </Banner>
            }
        })
    };
    // What the packet holds is not offered a second time.
    let singles = move || {
        let held = held.get();
        let free = templates.with_value(|all| all.iter().filter(|one| !held.contains(&one.id)).cloned().collect::<Vec<_>>());
        let legend = if held.is_empty() { "Documents" } else { "And these" };
        (!free.is_empty()).then(|| {
            view! { <Fieldset legend><div class="ticks">{free.into_iter().map(|one| view! { <Tick one chosen /> }).collect_view()}</div></Fieldset> }
        })
    };
    view! {
        {several.then(|| view! {
            <Select label="Packet" value=chosen.packet choices=packets pointer="/packet_id" hint="Documents that go together, in their order" />
        })}
        {live(archived)}
        {live(singles)}
        <InOrder chosen held templates=chosen.templates />
        {asks_due.then(|| view! { <DateField label="Due" value=chosen.due pointer="/due" hint min=today.to_string() /> })}
    }
    .into_any()
}

#[component]
fn Tick(one: TemplateSummary, chosen: Chosen) -> impl IntoView {
    let id = one.id;
    let ticked = RwSignal::new(chosen.templates.with_untracked(|all| all.contains(&id)));
    Effect::new(move |_| {
        let now = chosen.templates.with(|all| all.contains(&id));
        if ticked.get_untracked() != now {
            ticked.set(now);
        }
    });
    let hint = hint_of(&one);
    view! { <Checkbox label=one.title value=ticked hint on_change=move |now| chosen.tick(id, now) /> }.into_any()
}

/// What it asks, and its language where that is not English.
fn hint_of(one: &TemplateSummary) -> String {
    let kind = match one.kind {
        DocumentKind::Consent => "To read and sign",
        other => standing::kind(other),
    };
    match one.language {
        domain::practice::profile::Language::En => kind.to_owned(),
        other => format!("{kind} · {}", crate::labels::language(other)),
    }
}

/// Packets to choose from, after none.
fn with_none(packets: Vec<Choice>) -> Vec<Choice> {
    let mut all = vec![Choice::new("", "None")];
    all.extend(packets);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn d2_without_a_day_the_usual_one_holds_and_is_said() {
        assert_eq!(due_hint(Some(7)), "Leave empty for the usual: 7 days after sending");
        assert_eq!(due_hint(None), "Leave empty for none");
    }
}
