//! The code comes back: now there is a client, a request, and the practice is told.

use domain::ClientId;
use domain::booking::appointment::Answer;
use domain::booking::engine;
use domain::booking::new_client::{ConfirmNewClientRequest, NewClientRequest, NewClientRequestConfirmed};
use domain::booking::portal::AppointmentOffice;
use domain::booking::settings::PrescreenQuestion;
use domain::practice::client::{ClientEmail, ClientInput, ClientPhone, ClientStatus, ContactKind};
use domain::text::{PersonName, PersonalText};
use platform::Platform;
use platform::audit::{self, Act};
use platform::caller::Anyone;
use platform::db::{Scope, Tx};
use platform::problem::Problem;
use practice::{clients, practices, staff};

use super::answers::{Pace, by_network, over, wrong_code};
use super::requesting::{is_code, seal_name, token_hash};
use super::store::{self, Model};
use crate::book::{self, New};
use crate::day;
use crate::ics::{self, Method};
use crate::letters::{self, Facts};
use crate::store::appointments::{Source, Words};
use crate::take::{self, By, Grant, Time, Wish};

/// Confirms a request.
///
/// # Errors
/// 401 `link_refused`; 422 `wrong_code`; 409 `taken`, `not_open`; 429 `wait`.
pub async fn confirm(
    platform: &Platform,
    from: &Anyone,
    practice: &practices::Model,
    input: &ConfirmNewClientRequest,
) -> Result<NewClientRequestConfirmed, Problem> {
    let scope = practice.scope();
    let network = by_network(platform, from);
    if let Some(network) = &network {
        network.claim(platform).await?;
    }
    let tx = platform.db.write().await?;
    let tried = store::try_code(&*tx, scope, token_hash(input.token.as_str()), platform.clock.now()).await?;
    // The try counts, whatever comes of it.
    tx.commit().await?;
    let row = tried.ok_or_else(over)?;
    if !is_code(platform, row.id, input.code.as_str(), &row.code_mac) {
        return Err(wrong_code());
    }
    let plain = platform.secrets.unseal(&seal_name(row.id), &row.sealed)?;
    let asked: NewClientRequest = serde_json::from_slice(&plain).map_err(Problem::internal)?;
    let wish = Wish {
        by: By::NewClient,
        staff: asked.staff_id,
        office: asked.office_id,
        service: asked.service_id,
        time: Time::From(asked.start),
        leaving_out: Vec::new(),
    };
    let done = written(platform, from, practice, &row, &asked, &wish).await;
    let confirmed = take::or_others(platform, scope, &wish, done).await?;
    if let Some(network) = &network {
        let tx = platform.db.write().await?;
        network.give_back(&*tx).await?;
        tx.commit().await?;
    }
    Ok(confirmed)
}

/// The whole transaction.
async fn written(
    platform: &Platform,
    from: &Anyone,
    practice: &practices::Model,
    row: &Model,
    asked: &NewClientRequest,
    wish: &Wish,
) -> Result<NewClientRequestConfirmed, Problem> {
    let scope = practice.scope();
    let tx = platform.db.write().await?;
    if !store::use_up(&*tx, row, platform.clock.now()).await? {
        return Err(over());
    }
    let grant = take::claim(platform, &tx, scope, wish).await?;
    let questions = &grant.ground.rules.prescreen_questions;
    let answer = |(question, answer): (&PrescreenQuestion, &PersonalText)| Answer {
        question: question.text.clone(),
        answer: answer.as_str().trim().into(),
    };
    let words = Words {
        note: asked.note.as_str().trim().into(),
        answers: questions.iter().zip(&asked.answers).filter(|(_, answer)| !answer.is_blank()).map(answer).collect(),
        ..Words::default()
    };
    let client = whose(platform, &tx, scope, asked).await?;
    let new = New { client, source: Source::Door, status: engine::request(false), words, replaces: None, holds: true, series: None };
    let booked = book::book(platform, &tx, scope, &grant, new).await?;
    let facts = Facts::of(&booked);
    letters::requested(platform, &tx, scope, &facts).await?;
    Pace::of(platform, from, scope, &asked.email).proven(&*tx).await?;
    let act = Act::new("appointment.requested").client(client).on(booked.id);
    audit::record(platform, &*tx, scope.practice, from.actor(), act).await?;
    let shown = shown(platform, &tx, scope, &grant, &facts).await?;
    tx.commit().await?;
    Ok(shown)
}

/// The client with this address and this name, or a new one who may become a client. An address alone is not enough: couples
/// share them.
async fn whose(platform: &Platform, tx: &Tx, scope: Scope, asked: &NewClientRequest) -> Result<ClientId, Problem> {
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    for id in clients::with_address(&**tx, scope, &asked.email).await? {
        let Some(known) = clients::find(&**tx, scope, id).await? else { continue };
        let first = asked.first_name.as_str();
        if same(&known.last_name, asked.last_name.as_str()) && (same(&known.first_name, first) || same(&known.preferred_name, first)) {
            return Ok(id);
        }
    }
    let input = ClientInput {
        first_name: asked.first_name.as_str().trim().into(),
        last_name: asked.last_name.as_str().trim().into(),
        preferred_name: PersonName::default(),
        status: ClientStatus::Prospective,
        birth_date: None,
        // They asked by e-mail, and the address is proven to be theirs.
        emails: vec![ClientEmail { address: asked.email.clone(), kind: ContactKind::Other, email_ok: true }],
        phones: vec![ClientPhone { number: asked.phone.clone(), kind: ContactKind::Other, text_ok: false, voicemail_ok: false }],
        address: None,
        primary_clinician_id: Some(asked.staff_id),
        language: Some(asked.language),
    };
    Ok(clients::create(platform, &**tx, scope, &input).await?.id())
}

/// What the person sees: the same whether they were known here or not.
async fn shown(platform: &Platform, tx: &Tx, scope: Scope, grant: &Grant, facts: &Facts) -> Result<NewClientRequestConfirmed, Problem> {
    let office = &grant.parties.office;
    let address_shown = office.show_address_to_new_clients;
    let mut entries = letters::entries(platform, &**tx, scope, std::slice::from_ref(facts)).await?;
    if !address_shown {
        entries.iter_mut().for_each(|entry| entry.place.clone_from(&office.name));
    }
    Ok(NewClientRequestConfirmed {
        clinician: staff::display_name(&grant.parties.staff),
        office: AppointmentOffice {
            id: office.id(),
            name: office.name.clone(),
            kind: office.kind(),
            address: office.address().filter(|_| address_shown),
            phone: Some(day::phone(office, &grant.ground.practice)),
            directions: if address_shown { office.directions.clone() } else { String::new() },
        },
        service: grant.parties.service.details.name.clone(),
        start: facts.start,
        end: facts.end,
        zone: grant.ground.practice.zone(),
        phone: grant.ground.practice.phone.as_str().into(),
        calendar_file: ics::file(Method::Publish, None, &entries),
    })
}
