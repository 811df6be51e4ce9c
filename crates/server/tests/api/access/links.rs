//! A12, and the mail scanners of the traps: whatever opens a link, how often it likes, changes nothing.

use domain::access::account::RequestEmailChange;
use domain::access::session::App;
use domain::access::welcome::RequestPasswordRecovery;
use domain::practice::staff::Role;
use reqwest::Method;

use crate::harness::{House, PASSWORD, WORKERS, both_databases, once, snapshot};

both_databases!(a12_opening_any_link_ten_times_changes_nothing);

async fn a12_opening_any_link_ten_times_changes_nothing(house: House) {
    let practice = house.practice().await;
    let maya = practice.client("Maya").await;
    let browser = maya.comes_in().await;
    let lena = practice.client("Lena").await;
    let recovery = RequestPasswordRecovery { app: App::Portal, practice: practice.slug.clone(), email: maya.email.as_str().into() };
    house.browser(App::Portal).request_password_recovery(&once(), &recovery).await.expect("asked for");
    let change = RequestEmailChange { password: PASSWORD.into(), new_email: "maya@example.org".into() };
    browser.request_email_change(&once(), &change).await.expect("asked for");
    practice.invites("Sam", Role::Clinician).await;

    let mails = [
        lena.invited().await.mail,
        house.mail_to(&maya.email).await,
        house.mail_to("maya@example.org").await,
        house.mail_to("sam@example.com").await,
    ];
    house.mail_does_not_matter();
    let before = snapshot(house.platform(), &WORKERS).await;
    let scanner =
        house.raw().with("accept", "text/html,application/xhtml+xml,*/*;q=0.8").with("user-agent", "Mozilla/5.0 (compatible; LinkScanner)");
    for mail in &mails {
        assert!(!mail.page().contains(mail.token().as_str()), "the token is in the fragment only");
        for method in [Method::GET, Method::HEAD] {
            for _ in 0..10 {
                let reply = scanner.send(scanner.request(method.clone(), mail.page())).await;
                // 503 where the applications are not built into this program.
                assert!(matches!(reply.status, 200 | 503), "{} {}", mail.page(), reply.status);
                assert_eq!(reply.header("set-cookie"), None);
            }
        }
    }
    for path in ["/auth/welcome", "/auth/recoveries", "/auth/email-changes/confirmation", "/auth/staff-invitations/acceptance"] {
        let path = format!("/api/v1{path}");
        assert_eq!(scanner.get(&path).await.refused().0, 405, "{path} does nothing by GET");
    }
    assert_eq!(snapshot(house.platform(), &WORKERS).await, before);
}
