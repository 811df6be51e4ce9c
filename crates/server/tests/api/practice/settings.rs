//! S5: profile, portal settings, sign-in rules.

use domain::practice::profile::{Language, PortalSettings, PracticeProfile, SignInRules};
use domain::practice::slug::Slug;
use domain::time::Zone;

use crate::harness::{House, Refused as _, both_databases, once, refusal};

both_databases!(
    s5_the_profile_is_saved_and_shown,
    s5_what_cannot_be_right_is_refused_at_its_field,
    s5_the_address_is_free_until_the_first_invitation,
    s5_two_practices_cannot_share_an_address,
    s8_a_save_that_raced_overwrites_nothing,
);

async fn s5_the_profile_is_saved_and_shown(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let now = owner.get_practice().await.expect("the practice");
    let profile = PracticeProfile {
        name: "Willow & Reed".into(),
        slug: Slug("willow".into()),
        phone: "+1 212 555 0199".into(),
        reply_to: Some("hello@willow-reed.example".into()),
        zone: Zone("America/Chicago".into()),
        accent: Some("#1f4e5f".into()),
        language: Language::Es,
        ..now.profile.clone()
    };
    let saved = owner.update_practice(&once(), Some(now.version), &profile).await.expect("saved");
    assert_eq!((&saved.profile, saved.version), (&profile, now.version + 1));
    assert_eq!(saved.portal_url, "http://anteroom.test/p/willow");
    assert_eq!(owner.get_practice().await.expect("the practice"), saved);
    let public = owner.get_public_practice(&profile.slug).await.expect("the portal page");
    assert_eq!(
        (public.name, public.phone, public.accent, public.language),
        (profile.name.clone(), "+1 212 555 0199".into(), profile.accent.clone(), Language::Es)
    );
    assert_eq!(owner.get_public_practice(&practice.slug).await.refused(), refusal(404, "not_found"), "the old address is free");

    let portal =
        PortalSettings { welcome_message: "Good to have you here.".into(), show_record_access: true, pin_length: 6, ..saved.portal };
    let saved = owner.update_portal_settings(&once(), Some(saved.version), &portal).await.expect("saved");
    assert_eq!(saved.portal, portal);
    let rules = SignInRules { staff_idle_minutes: 30, password_strength: 3, ..saved.sign_in };
    let saved = owner.update_sign_in_rules(&once(), Some(saved.version), &rules).await.expect("saved");
    assert_eq!((saved.sign_in, saved.portal, saved.profile), (rules, portal, profile), "each part for itself");
}

async fn s5_what_cannot_be_right_is_refused_at_its_field(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let now = owner.get_practice().await.expect("the practice");
    let good = now.profile.clone();
    let bad: [(PracticeProfile, &str, &str); 8] = [
        (PracticeProfile { name: " ".into(), ..good.clone() }, "/name", "required"),
        (PracticeProfile { name: "x".repeat(121), ..good.clone() }, "/name", "too_long"),
        (PracticeProfile { slug: Slug("Willow Reed".into()), ..good.clone() }, "/slug", "slug"),
        (PracticeProfile { slug: Slug("admin".into()), ..good.clone() }, "/slug", "reserved"),
        (PracticeProfile { phone: "call us".into(), ..good.clone() }, "/phone", "phone"),
        (PracticeProfile { zone: Zone("Europe/Atlantis".into()), ..good.clone() }, "/zone", "zone"),
        (PracticeProfile { reply_to: Some("nobody".into()), ..good.clone() }, "/reply_to", "email"),
        (PracticeProfile { accent: Some("green".into()), ..good.clone() }, "/accent", "colour"),
    ];
    for (profile, pointer, code) in bad {
        assert_eq!(owner.update_practice(&once(), Some(now.version), &profile).await.refused_at(pointer), code);
    }
    assert_eq!(owner.get_practice().await.expect("the practice"), now, "nothing was saved");
}

async fn s5_the_address_is_free_until_the_first_invitation(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    practice.client("Maya").await.invited().await;
    let now = owner.get_practice().await.expect("the practice");
    assert!(now.slug_locked);
    let moved = PracticeProfile { slug: Slug("elsewhere".into()), ..now.profile.clone() };
    assert_eq!(owner.update_practice(&once(), Some(now.version), &moved).await.refused(), refusal(409, "slug_locked"));
    let renamed = PracticeProfile { name: "Another name".into(), ..now.profile };
    owner.update_practice(&once(), Some(now.version), &renamed).await.expect("everything else still changes");
}

async fn s5_two_practices_cannot_share_an_address(house: House) {
    let (willow, harbor) = (house.practice().await, house.another_practice().await);
    let now = harbor.owner().get_practice().await.expect("the practice");
    let taken = PracticeProfile { slug: willow.slug, ..now.profile.clone() };
    assert_eq!(harbor.owner().update_practice(&once(), Some(now.version), &taken).await.refused(), refusal(409, "slug_taken"));
    assert_eq!(harbor.owner().get_practice().await.expect("the practice").profile, now.profile);
}

async fn s8_a_save_that_raced_overwrites_nothing(house: House) {
    let practice = house.practice().await;
    let owner = practice.owner();
    let seen = owner.get_practice().await.expect("the practice");
    let first = PracticeProfile { name: "First".into(), ..seen.profile.clone() };
    let second = PracticeProfile { name: "Second".into(), ..seen.profile.clone() };
    let saved = owner.update_practice(&once(), Some(seen.version), &first).await.expect("saved");
    let raw = house.raw().signed_in_as(owner).with("if-match", &format!("\"{}\"", seen.version));
    let reply = raw.put("/api/v1/practice", &serde_json::to_value(&second).expect("JSON")).await;
    assert_eq!(reply.refused(), refusal(412, "stale"));
    let current = format!("\"{}\"", saved.version);
    assert_eq!(reply.header("etag"), Some(current.as_str()), "what is there now is told");
    assert_eq!(owner.get_practice().await.expect("the practice").profile.name, "First");

    let reply = house.raw().signed_in_as(owner).get("/api/v1/practice").await;
    assert_eq!(reply.header("etag"), Some(current.as_str()));
    let raw = house.raw().signed_in_as(owner).with("if-match", "first");
    assert_eq!(raw.put("/api/v1/practice", &serde_json::to_value(&second).expect("JSON")).await.refused().0, 400, "no ETag of ours");
}
