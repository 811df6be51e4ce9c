//! The door for people who are no clients yet (B11), and calendars that are subscribed to (B17): for anyone.

use domain::booking::new_client::{
    ConfirmNewClientRequest, NewClientOptions, NewClientRequest, NewClientRequestConfirmed, NewClientRequestSent, ProofChallenge,
};
use domain::booking::portal::{OpeningsQuery, OpeningsWeek};
use domain::practice::slug::Slug;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::openings;
use crate::call::segment;
use crate::{Api, Attempt, Failure};

/// As little of [`NewClientOptions`] as says that the door is open: the portal's first page reads no more.
#[derive(Deserialize)]
struct Door {
    booking: Choices,
}

#[derive(Deserialize)]
struct Choices {
    clinicians: Vec<IgnoredAny>,
}

impl Api {
    /// With whom, where and for what somebody new may ask, and what they are asked; no clinicians when the door is closed.
    pub async fn get_new_client_options(&self, slug: &Slug) -> Result<NewClientOptions, Failure> {
        self.get(format_args!("/public/{}/booking/options", segment(&slug.0))).anyone().answer().await
    }

    /// Whether somebody new may ask for a time, without reading for what.
    pub async fn can_new_clients_ask(&self, slug: &Slug) -> Result<bool, Failure> {
        let door: Door = self.get(format_args!("/public/{}/booking/options", segment(&slug.0))).anyone().answer().await?;
        Ok(!door.booking.clinicians.is_empty())
    }

    /// A week of openings for new clients.
    pub async fn list_new_client_openings(&self, slug: &Slug, query: &OpeningsQuery) -> Result<OpeningsWeek, Failure> {
        self.get(format_args!("/public/{}/booking/openings?{}", segment(&slug.0), openings(query))).anyone().answer().await
    }

    /// A piece of work that has to be done before a request.
    pub async fn create_booking_challenge(&self, attempt: &Attempt, slug: &Slug) -> Result<ProofChallenge, Failure> {
        self.post(attempt, format_args!("/public/{}/booking/challenges", segment(&slug.0))).anyone().answer().await
    }

    /// Asks for a first appointment; it counts once the code of the e-mail came back. `taken`, `not_open`, `wait`.
    pub async fn request_first_appointment(
        &self,
        attempt: &Attempt,
        slug: &Slug,
        input: &NewClientRequest,
    ) -> Result<NewClientRequestSent, Failure> {
        self.post(attempt, format_args!("/public/{}/booking/requests", segment(&slug.0))).anyone().json(input)?.answer().await
    }

    /// The code of the e-mail: now the practice is told. `wrong_code` at `/code`, `link_refused`, `taken`.
    pub async fn confirm_first_appointment(
        &self,
        attempt: &Attempt,
        slug: &Slug,
        input: &ConfirmNewClientRequest,
    ) -> Result<NewClientRequestConfirmed, Failure> {
        self.post(attempt, format_args!("/public/{}/booking/confirmations", segment(&slug.0))).anyone().json(input)?.answer().await
    }

    /// A clinician's calendar as calendar programs read it; the token is the secret.
    pub async fn get_calendar_feed(&self, token: &str) -> Result<Vec<u8>, Failure> {
        self.get(format_args!("/public/calendar-feeds/{}.ics", segment(token))).anyone().file().await
    }
}
