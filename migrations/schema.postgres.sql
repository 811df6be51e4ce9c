audit_events.practice_id uuid NOT NULL
audit_events.sequence bigint NOT NULL
audit_events.id uuid NOT NULL
audit_events.at bigint NOT NULL
audit_events.actor_kind text NOT NULL
audit_events.actor_id uuid
audit_events.act text NOT NULL
audit_events.client_id uuid
audit_events.subject_id uuid
audit_events.ip text
audit_events.hash bytea NOT NULL
audit_events audit_events_pkey PRIMARY KEY (practice_id, sequence)
CREATE UNIQUE INDEX audit_events_pkey ON public.audit_events USING btree (practice_id, sequence)
CREATE INDEX audit_events_practice_id_actor_id_sequence ON public.audit_events USING btree (practice_id, actor_id, sequence)
CREATE INDEX audit_events_practice_id_client_id_sequence ON public.audit_events USING btree (practice_id, client_id, sequence)
CREATE UNIQUE INDEX audit_events_practice_id_id ON public.audit_events USING btree (practice_id, id)
audit_heads.practice_id uuid NOT NULL
audit_heads.sequence bigint NOT NULL
audit_heads.hash bytea NOT NULL
audit_heads audit_heads_pkey PRIMARY KEY (practice_id)
CREATE UNIQUE INDEX audit_heads_pkey ON public.audit_heads USING btree (practice_id)
availability_windows.practice_id uuid NOT NULL
availability_windows.id uuid NOT NULL
availability_windows.staff_id uuid NOT NULL
availability_windows.weekday bigint NOT NULL
availability_windows.from_minute bigint NOT NULL
availability_windows.to_minute bigint NOT NULL
availability_windows.office_id uuid
availability_windows availability_windows_pkey PRIMARY KEY (practice_id, id)
availability_windows availability_windows_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
availability_windows availability_windows_practice_id_office_id_fkey FOREIGN KEY (practice_id, office_id) REFERENCES offices(practice_id, id) ON DELETE RESTRICT
availability_windows availability_windows_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX availability_windows_pkey ON public.availability_windows USING btree (practice_id, id)
CREATE INDEX availability_windows_practice_id_staff_id_weekday ON public.availability_windows USING btree (practice_id, staff_id, weekday)
client_emails.practice_id uuid NOT NULL
client_emails.id uuid NOT NULL
client_emails.client_id uuid NOT NULL
client_emails.place bigint NOT NULL
client_emails.address text NOT NULL
client_emails.address_key text NOT NULL
client_emails.kind text NOT NULL
client_emails.email_ok boolean NOT NULL
client_emails client_emails_pkey PRIMARY KEY (practice_id, id)
client_emails client_emails_practice_id_client_id_fkey FOREIGN KEY (practice_id, client_id) REFERENCES clients(practice_id, id) ON DELETE CASCADE
client_emails client_emails_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX client_emails_pkey ON public.client_emails USING btree (practice_id, id)
CREATE INDEX client_emails_practice_id_address_key ON public.client_emails USING btree (practice_id, address_key)
CREATE INDEX client_emails_practice_id_client_id_place ON public.client_emails USING btree (practice_id, client_id, place)
client_imports.practice_id uuid NOT NULL
client_imports.id uuid NOT NULL
client_imports.staff_id uuid NOT NULL
client_imports.state text NOT NULL
client_imports.dry_run boolean NOT NULL
client_imports.sealed_csv bytea
client_imports.total bigint NOT NULL
client_imports.done bigint NOT NULL
client_imports.created bigint NOT NULL
client_imports.duplicates bigint NOT NULL
client_imports.invalid bigint NOT NULL
client_imports.failure text
client_imports.sealed_rows bytea
client_imports.created_at bigint NOT NULL
client_imports client_imports_pkey PRIMARY KEY (practice_id, id)
client_imports client_imports_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
client_imports client_imports_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX client_imports_pkey ON public.client_imports USING btree (practice_id, id)
client_phones.practice_id uuid NOT NULL
client_phones.id uuid NOT NULL
client_phones.client_id uuid NOT NULL
client_phones.place bigint NOT NULL
client_phones.number text NOT NULL
client_phones.kind text NOT NULL
client_phones.text_ok boolean NOT NULL
client_phones.voicemail_ok boolean NOT NULL
client_phones client_phones_pkey PRIMARY KEY (practice_id, id)
client_phones client_phones_practice_id_client_id_fkey FOREIGN KEY (practice_id, client_id) REFERENCES clients(practice_id, id) ON DELETE CASCADE
client_phones client_phones_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX client_phones_pkey ON public.client_phones USING btree (practice_id, id)
CREATE INDEX client_phones_practice_id_client_id_place ON public.client_phones USING btree (practice_id, client_id, place)
clients.practice_id uuid NOT NULL
clients.id uuid NOT NULL
clients.first_name text NOT NULL
clients.last_name text NOT NULL
clients.preferred_name text NOT NULL
clients.status text NOT NULL
clients.access text NOT NULL
clients.birth_date text
clients.street text
clients.unit text
clients.city text
clients.region text
clients.postal_code text
clients.country text
clients.primary_clinician_id uuid
clients.language text
clients.sort_key text NOT NULL
clients.search_text text NOT NULL
clients.version bigint NOT NULL
clients.created_at bigint NOT NULL
clients.updated_at bigint NOT NULL
clients clients_pkey PRIMARY KEY (practice_id, id)
clients clients_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
clients clients_practice_id_primary_clinician_id_fkey FOREIGN KEY (practice_id, primary_clinician_id) REFERENCES staff(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX clients_pkey ON public.clients USING btree (practice_id, id)
CREATE INDEX clients_practice_id_sort_key_id ON public.clients USING btree (practice_id, sort_key, id)
CREATE INDEX clients_practice_id_status_sort_key_id ON public.clients USING btree (practice_id, status, sort_key, id)
email_texts.practice_id uuid NOT NULL
email_texts.kind text NOT NULL
email_texts.language text NOT NULL
email_texts.subject text NOT NULL
email_texts.body text NOT NULL
email_texts.version bigint NOT NULL
email_texts email_texts_pkey PRIMARY KEY (practice_id, kind, language)
email_texts email_texts_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE CASCADE
CREATE UNIQUE INDEX email_texts_pkey ON public.email_texts USING btree (practice_id, kind, language)
grants.practice_id uuid NOT NULL
grants.login_id uuid NOT NULL
grants.client_id uuid NOT NULL
grants.appointments boolean NOT NULL
grants.messages boolean NOT NULL
grants.documents boolean NOT NULL
grants.billing_documents boolean NOT NULL
grants.payments boolean NOT NULL
grants.version bigint NOT NULL
grants grants_pkey PRIMARY KEY (practice_id, login_id, client_id)
grants grants_practice_id_client_id_fkey FOREIGN KEY (practice_id, client_id) REFERENCES clients(practice_id, id) ON DELETE CASCADE
grants grants_practice_id_login_id_fkey FOREIGN KEY (practice_id, login_id) REFERENCES logins(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX grants_pkey ON public.grants USING btree (practice_id, login_id, client_id)
CREATE INDEX grants_practice_id_client_id ON public.grants USING btree (practice_id, client_id)
idempotency_keys.caller bytea NOT NULL
idempotency_keys.key text NOT NULL
idempotency_keys.fingerprint bytea NOT NULL
idempotency_keys.sealed_answer bytea
idempotency_keys.created_at bigint NOT NULL
idempotency_keys.leased_until bigint NOT NULL
idempotency_keys idempotency_keys_pkey PRIMARY KEY (caller, key)
CREATE INDEX idempotency_keys_created_at ON public.idempotency_keys USING btree (created_at)
CREATE UNIQUE INDEX idempotency_keys_pkey ON public.idempotency_keys USING btree (caller, key)
installation.name text NOT NULL
installation.value bytea NOT NULL
installation installation_pkey PRIMARY KEY (name)
CREATE UNIQUE INDEX installation_pkey ON public.installation USING btree (name)
invitations.practice_id uuid NOT NULL
invitations.id uuid NOT NULL
invitations.login_id uuid NOT NULL
invitations.client_id uuid NOT NULL
invitations.email_key text NOT NULL
invitations.email text NOT NULL
invitations.pin_mac bytea NOT NULL
invitations.link_token_hash bytea NOT NULL
invitations.tries bigint NOT NULL
invitations.used_at bigint
invitations.superseded_at bigint
invitations.created_at bigint NOT NULL
invitations.expires_at bigint NOT NULL
invitations.mail_id uuid NOT NULL
invitations invitations_pkey PRIMARY KEY (practice_id, id)
invitations invitations_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
invitations invitations_practice_id_login_id_fkey FOREIGN KEY (practice_id, login_id) REFERENCES logins(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX invitations_pkey ON public.invitations USING btree (practice_id, id)
CREATE INDEX invitations_practice_id_client_id_created_at ON public.invitations USING btree (practice_id, client_id, created_at)
CREATE UNIQUE INDEX invitations_practice_id_link_token_hash ON public.invitations USING btree (practice_id, link_token_hash)
CREATE INDEX invitations_practice_id_login_id_created_at ON public.invitations USING btree (practice_id, login_id, created_at)
jobs.id uuid NOT NULL
jobs.practice_id uuid
jobs.kind text NOT NULL
jobs.sealed bytea NOT NULL
jobs.state text NOT NULL
jobs.run_at bigint NOT NULL
jobs.leased_until bigint
jobs.tries bigint NOT NULL
jobs.reason text
jobs jobs_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX jobs_pkey ON public.jobs USING btree (id)
CREATE INDEX jobs_state_run_at ON public.jobs USING btree (state, run_at)
known_devices.practice_id uuid NOT NULL
known_devices.id uuid NOT NULL
known_devices.app text NOT NULL
known_devices.subject_id uuid NOT NULL
known_devices.token_hash bytea NOT NULL
known_devices.last_used_at bigint NOT NULL
known_devices known_devices_pkey PRIMARY KEY (practice_id, id)
known_devices known_devices_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX known_devices_pkey ON public.known_devices USING btree (practice_id, id)
CREATE UNIQUE INDEX known_devices_practice_id_subject_id_token_hash ON public.known_devices USING btree (practice_id, subject_id, token_hash)
link_tokens.practice_id uuid NOT NULL
link_tokens.id uuid NOT NULL
link_tokens.purpose text NOT NULL
link_tokens.app text NOT NULL
link_tokens.subject_id uuid NOT NULL
link_tokens.token_hash bytea NOT NULL
link_tokens.used_at bigint
link_tokens.created_at bigint NOT NULL
link_tokens.expires_at bigint NOT NULL
link_tokens link_tokens_pkey PRIMARY KEY (practice_id, id)
link_tokens link_tokens_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX link_tokens_pkey ON public.link_tokens USING btree (practice_id, id)
CREATE INDEX link_tokens_practice_id_subject_id_purpose_created_at ON public.link_tokens USING btree (practice_id, subject_id, purpose, created_at)
CREATE UNIQUE INDEX link_tokens_practice_id_token_hash ON public.link_tokens USING btree (practice_id, token_hash)
logins.practice_id uuid NOT NULL
logins.id uuid NOT NULL
logins.email text NOT NULL
logins.email_key text NOT NULL
logins.password_hash text
logins.disabled boolean NOT NULL
logins.language text NOT NULL
logins.notice_new_device boolean NOT NULL
logins.pending_email text
logins.pending_email_token bytea
logins.pending_email_until bigint
logins.first_signed_in_at bigint
logins.last_signed_in_at bigint
logins.created_at bigint NOT NULL
logins logins_pkey PRIMARY KEY (practice_id, id)
logins logins_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX logins_pkey ON public.logins USING btree (practice_id, id)
CREATE UNIQUE INDEX logins_practice_id_email_key ON public.logins USING btree (practice_id, email_key)
offices.practice_id uuid NOT NULL
offices.id uuid NOT NULL
offices.name text NOT NULL
offices.kind text NOT NULL
offices.street text
offices.unit text
offices.city text
offices.region text
offices.postal_code text
offices.country text
offices.phone text
offices.directions text NOT NULL
offices.archived boolean NOT NULL
offices.version bigint NOT NULL
offices offices_pkey PRIMARY KEY (practice_id, id)
offices offices_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX offices_pkey ON public.offices USING btree (practice_id, id)
outbox.id uuid NOT NULL
outbox.practice_id uuid
outbox.client_id uuid
outbox.kind text NOT NULL
outbox.sealed bytea NOT NULL
outbox.state text NOT NULL
outbox.created_at bigint NOT NULL
outbox.next_try_at bigint NOT NULL
outbox.leased_until bigint
outbox.tries bigint NOT NULL
outbox.reason text
outbox.settled_at bigint NOT NULL
outbox outbox_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX outbox_pkey ON public.outbox USING btree (id)
CREATE INDEX outbox_practice_id_state_settled_at ON public.outbox USING btree (practice_id, state, settled_at)
CREATE INDEX outbox_state_next_try_at ON public.outbox USING btree (state, next_try_at)
pin_codes.practice_id uuid NOT NULL
pin_codes.id uuid NOT NULL
pin_codes.login_id uuid NOT NULL
pin_codes.code_mac bytea NOT NULL
pin_codes.tries bigint NOT NULL
pin_codes.used_at bigint
pin_codes.created_at bigint NOT NULL
pin_codes.expires_at bigint NOT NULL
pin_codes pin_codes_pkey PRIMARY KEY (practice_id, id)
pin_codes pin_codes_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
pin_codes pin_codes_practice_id_login_id_fkey FOREIGN KEY (practice_id, login_id) REFERENCES logins(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX pin_codes_pkey ON public.pin_codes USING btree (practice_id, id)
CREATE INDEX pin_codes_practice_id_login_id_created_at ON public.pin_codes USING btree (practice_id, login_id, created_at)
practice_logos.practice_id uuid NOT NULL
practice_logos.png bytea NOT NULL
practice_logos.digest text NOT NULL
practice_logos practice_logos_pkey PRIMARY KEY (practice_id)
practice_logos practice_logos_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE CASCADE
CREATE UNIQUE INDEX practice_logos_pkey ON public.practice_logos USING btree (practice_id)
practices.id uuid NOT NULL
practices.slug text NOT NULL
practices.slug_locked boolean NOT NULL
practices.name text NOT NULL
practices.phone text NOT NULL
practices.reply_to text
practices.zone text NOT NULL
practices.currency text NOT NULL
practices.accent text
practices.language text NOT NULL
practices.portal_open boolean NOT NULL
practices.welcome_message text NOT NULL
practices.usual_appointments boolean NOT NULL
practices.usual_messages boolean NOT NULL
practices.usual_documents boolean NOT NULL
practices.usual_billing_documents boolean NOT NULL
practices.usual_payments boolean NOT NULL
practices.pin_length bigint NOT NULL
practices.show_record_access boolean NOT NULL
practices.client_idle_minutes bigint NOT NULL
practices.staff_idle_minutes bigint NOT NULL
practices.second_factor_required boolean NOT NULL
practices.password_length bigint NOT NULL
practices.password_strength bigint NOT NULL
practices.version bigint NOT NULL
practices.created_at bigint NOT NULL
practices practices_pkey PRIMARY KEY (id)
CREATE UNIQUE INDEX practices_pkey ON public.practices USING btree (id)
CREATE UNIQUE INDEX practices_slug ON public.practices USING btree (slug)
recovery_codes.practice_id uuid NOT NULL
recovery_codes.id uuid NOT NULL
recovery_codes.staff_id uuid NOT NULL
recovery_codes.code_mac bytea NOT NULL
recovery_codes.used_at bigint
recovery_codes recovery_codes_pkey PRIMARY KEY (practice_id, id)
recovery_codes recovery_codes_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
recovery_codes recovery_codes_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX recovery_codes_pkey ON public.recovery_codes USING btree (practice_id, id)
CREATE INDEX recovery_codes_practice_id_staff_id ON public.recovery_codes USING btree (practice_id, staff_id)
services.practice_id uuid NOT NULL
services.id uuid NOT NULL
services.name text NOT NULL
services.code text NOT NULL
services.minutes bigint NOT NULL
services.fee_minor bigint NOT NULL
services.currency text NOT NULL
services.archived boolean NOT NULL
services.version bigint NOT NULL
services services_pkey PRIMARY KEY (practice_id, id)
services services_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX services_pkey ON public.services USING btree (practice_id, id)
sessions.practice_id uuid NOT NULL
sessions.id uuid NOT NULL
sessions.app text NOT NULL
sessions.kind text NOT NULL
sessions.subject_id uuid NOT NULL
sessions.device text NOT NULL
sessions.created_at bigint NOT NULL
sessions.last_used_at bigint NOT NULL
sessions.expires_at bigint NOT NULL
sessions.ended_at bigint
sessions sessions_pkey PRIMARY KEY (practice_id, id)
sessions sessions_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE INDEX sessions_expires_at ON public.sessions USING btree (expires_at)
CREATE UNIQUE INDEX sessions_pkey ON public.sessions USING btree (practice_id, id)
CREATE INDEX sessions_practice_id_subject_id_ended_at ON public.sessions USING btree (practice_id, subject_id, ended_at)
staff.practice_id uuid NOT NULL
staff.id uuid NOT NULL
staff.email text NOT NULL
staff.email_key text NOT NULL
staff.first_name text NOT NULL
staff.last_name text NOT NULL
staff.credentials text NOT NULL
staff.role text NOT NULL
staff.npi text
staff.license text
staff.state text NOT NULL
staff.password_hash text
staff.totp_sealed bytea
staff.totp_pending_sealed bytea
staff.totp_last_step bigint NOT NULL
staff.availability_version bigint NOT NULL
staff.last_sign_in_at bigint
staff.version bigint NOT NULL
staff.created_at bigint NOT NULL
staff staff_pkey PRIMARY KEY (practice_id, id)
staff staff_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX staff_pkey ON public.staff USING btree (practice_id, id)
CREATE UNIQUE INDEX staff_practice_id_email_key ON public.staff USING btree (practice_id, email_key)
wrong_tries.counted_for text NOT NULL
wrong_tries.subject bytea NOT NULL
wrong_tries.failures bigint NOT NULL
wrong_tries.last_at bigint NOT NULL
wrong_tries.blocked_until bigint NOT NULL
wrong_tries wrong_tries_pkey PRIMARY KEY (counted_for, subject)
CREATE INDEX wrong_tries_last_at ON public.wrong_tries USING btree (last_at)
CREATE UNIQUE INDEX wrong_tries_pkey ON public.wrong_tries USING btree (counted_for, subject)
