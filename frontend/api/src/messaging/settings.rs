//! What the practice and its people set for messages, and the key for notices of the browser.

use domain::StaffId;
use domain::messaging::{Messaging, MessagingSettings, PushKey, StaffMessaging, StaffMessagingKept};

use crate::{Api, Attempt, Failure};

impl Api {
    /// The choices in force.
    pub async fn get_messaging(&self) -> Result<Messaging, Failure> {
        self.get("/practice/messaging").answer().await
    }

    /// Other choices. `stale` when `version` is not the latest.
    pub async fn update_messaging(&self, attempt: &Attempt, version: Option<i64>, input: &MessagingSettings) -> Result<Messaging, Failure> {
        self.put(attempt, "/practice/messaging").if_version(version).json(input)?.answer().await
    }

    /// Somebody's out-of-office.
    pub async fn get_out_of_office(&self, id: StaffId) -> Result<StaffMessagingKept, Failure> {
        self.get(format_args!("/practice/staff/{id}/out-of-office")).answer().await
    }

    /// Another out-of-office, or none: one's own, or as owner. `stale` when `version` is not the latest.
    pub async fn set_out_of_office(
        &self,
        attempt: &Attempt,
        id: StaffId,
        version: Option<i64>,
        input: &StaffMessaging,
    ) -> Result<StaffMessagingKept, Failure> {
        self.put(attempt, format_args!("/practice/staff/{id}/out-of-office")).if_version(version).json(input)?.answer().await
    }

    /// The key by which a browser's push service knows this server.
    pub async fn get_push_key(&self) -> Result<PushKey, Failure> {
        self.get("/auth/push-key").anyone().answer().await
    }
}
