appointment_proposals.practice_id uuid NOT NULL
appointment_proposals.appointment_id uuid NOT NULL
appointment_proposals.starts_at bigint NOT NULL
appointment_proposals appointment_proposals_pkey PRIMARY KEY (practice_id, appointment_id, starts_at)
appointment_proposals appointment_proposals_practice_id_appointment_id_fkey FOREIGN KEY (practice_id, appointment_id) REFERENCES appointments(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX appointment_proposals_pkey ON public.appointment_proposals USING btree (practice_id, appointment_id, starts_at)
appointment_series.practice_id uuid NOT NULL
appointment_series.id uuid NOT NULL
appointment_series.every_weeks bigint NOT NULL
appointment_series.created_at bigint NOT NULL
appointment_series appointment_series_pkey PRIMARY KEY (practice_id, id)
appointment_series appointment_series_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX appointment_series_pkey ON public.appointment_series USING btree (practice_id, id)
appointments.practice_id uuid NOT NULL
appointments.id uuid NOT NULL
appointments.client_id uuid NOT NULL
appointments.staff_id uuid NOT NULL
appointments.service_id uuid NOT NULL
appointments.office_id uuid NOT NULL
appointments.starts_at bigint NOT NULL
appointments.ends_at bigint NOT NULL
appointments.blocked_from bigint NOT NULL
appointments.blocked_to bigint NOT NULL
appointments.blocking boolean NOT NULL
appointments.overlap boolean NOT NULL
appointments.one_room boolean NOT NULL
appointments.status text NOT NULL
appointments.source text NOT NULL
appointments.at_once boolean NOT NULL
appointments.sealed_words bytea
appointments.uid text NOT NULL
appointments.sequence bigint NOT NULL
appointments.series_id uuid
appointments.series_position bigint
appointments.replaces_id uuid
appointments.requested_at bigint
appointments.expires_at bigint
appointments.archived boolean NOT NULL
appointments.version bigint NOT NULL
appointments.created_at bigint NOT NULL
appointments.updated_at bigint NOT NULL
appointments appointments_check CHECK ((blocked_from <= starts_at))
appointments appointments_check1 CHECK ((starts_at < ends_at))
appointments appointments_check2 CHECK ((ends_at <= blocked_to))
appointments appointments_check3 CHECK (((blocked_to - blocked_from) <= '86400000000'::bigint))
appointments appointments_clinician_wall EXCLUDE USING gist (practice_id WITH =, staff_id WITH =, int8range(blocked_from, blocked_to) WITH &&) WHERE ((blocking AND (NOT overlap)))
appointments appointments_pkey PRIMARY KEY (practice_id, id)
appointments appointments_practice_id_client_id_fkey FOREIGN KEY (practice_id, client_id) REFERENCES clients(practice_id, id) ON DELETE RESTRICT
appointments appointments_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
appointments appointments_practice_id_office_id_fkey FOREIGN KEY (practice_id, office_id) REFERENCES offices(practice_id, id) ON DELETE RESTRICT
appointments appointments_practice_id_replaces_id_fkey FOREIGN KEY (practice_id, replaces_id) REFERENCES appointments(practice_id, id) ON DELETE RESTRICT
appointments appointments_practice_id_series_id_fkey FOREIGN KEY (practice_id, series_id) REFERENCES appointment_series(practice_id, id) ON DELETE RESTRICT
appointments appointments_practice_id_service_id_fkey FOREIGN KEY (practice_id, service_id) REFERENCES services(practice_id, id) ON DELETE RESTRICT
appointments appointments_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE RESTRICT
appointments appointments_room_wall EXCLUDE USING gist (practice_id WITH =, office_id WITH =, int8range(blocked_from, blocked_to) WITH &&) WHERE ((blocking AND (NOT overlap) AND one_room))
CREATE INDEX appointments_clinician_wall ON public.appointments USING gist (practice_id, staff_id, int8range(blocked_from, blocked_to)) WHERE (blocking AND (NOT overlap))
CREATE UNIQUE INDEX appointments_pkey ON public.appointments USING btree (practice_id, id)
CREATE INDEX appointments_practice_id_client_id_starts_at ON public.appointments USING btree (practice_id, client_id, starts_at)
CREATE INDEX appointments_practice_id_office_id_blocked_from ON public.appointments USING btree (practice_id, office_id, blocked_from)
CREATE INDEX appointments_practice_id_replaces_id ON public.appointments USING btree (practice_id, replaces_id)
CREATE INDEX appointments_practice_id_series_id_series_position ON public.appointments USING btree (practice_id, series_id, series_position)
CREATE INDEX appointments_practice_id_staff_id_blocked_from ON public.appointments USING btree (practice_id, staff_id, blocked_from)
CREATE INDEX appointments_practice_id_starts_at ON public.appointments USING btree (practice_id, starts_at)
CREATE INDEX appointments_practice_id_status_starts_at ON public.appointments USING btree (practice_id, status, starts_at)
CREATE UNIQUE INDEX appointments_practice_id_uid ON public.appointments USING btree (practice_id, uid)
CREATE INDEX appointments_room_wall ON public.appointments USING gist (practice_id, office_id, int8range(blocked_from, blocked_to)) WHERE (blocking AND (NOT overlap) AND one_room)
CREATE INDEX appointments_status_expires_at ON public.appointments USING btree (status, expires_at)
CREATE INDEX appointments_status_starts_at ON public.appointments USING btree (status, starts_at)
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
availability_exceptions.practice_id uuid NOT NULL
availability_exceptions.id uuid NOT NULL
availability_exceptions.staff_id uuid NOT NULL
availability_exceptions.kind text NOT NULL
availability_exceptions.from_local text NOT NULL
availability_exceptions.to_local text NOT NULL
availability_exceptions.office_id uuid
availability_exceptions.service_id uuid
availability_exceptions.note text NOT NULL
availability_exceptions availability_exceptions_pkey PRIMARY KEY (practice_id, id)
availability_exceptions availability_exceptions_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
availability_exceptions availability_exceptions_practice_id_office_id_fkey FOREIGN KEY (practice_id, office_id) REFERENCES offices(practice_id, id) ON DELETE RESTRICT
availability_exceptions availability_exceptions_practice_id_service_id_fkey FOREIGN KEY (practice_id, service_id) REFERENCES services(practice_id, id) ON DELETE RESTRICT
availability_exceptions availability_exceptions_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX availability_exceptions_pkey ON public.availability_exceptions USING btree (practice_id, id)
CREATE INDEX availability_exceptions_practice_id_staff_id_to_local ON public.availability_exceptions USING btree (practice_id, staff_id, to_local)
availability_windows.practice_id uuid NOT NULL
availability_windows.id uuid NOT NULL
availability_windows.staff_id uuid NOT NULL
availability_windows.weekday bigint NOT NULL
availability_windows.from_minute bigint NOT NULL
availability_windows.to_minute bigint NOT NULL
availability_windows.office_id uuid
availability_windows.service_id uuid
availability_windows.from_date text
availability_windows.to_date text
availability_windows availability_windows_pkey PRIMARY KEY (practice_id, id)
availability_windows availability_windows_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
availability_windows availability_windows_practice_id_office_id_fkey FOREIGN KEY (practice_id, office_id) REFERENCES offices(practice_id, id) ON DELETE RESTRICT
availability_windows availability_windows_practice_id_service_id_fkey FOREIGN KEY (practice_id, service_id) REFERENCES services(practice_id, id) ON DELETE RESTRICT
availability_windows availability_windows_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX availability_windows_pkey ON public.availability_windows USING btree (practice_id, id)
CREATE INDEX availability_windows_practice_id_staff_id_weekday ON public.availability_windows USING btree (practice_id, staff_id, weekday)
calendar_feeds.practice_id uuid NOT NULL
calendar_feeds.staff_id uuid NOT NULL
calendar_feeds.token_hash bytea NOT NULL
calendar_feeds.created_at bigint NOT NULL
calendar_feeds calendar_feeds_pkey PRIMARY KEY (practice_id, staff_id)
calendar_feeds calendar_feeds_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX calendar_feeds_pkey ON public.calendar_feeds USING btree (practice_id, staff_id)
CREATE UNIQUE INDEX calendar_feeds_token_hash ON public.calendar_feeds USING btree (token_hash)
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
conversation_participants.practice_id uuid NOT NULL
conversation_participants.conversation_id uuid NOT NULL
conversation_participants.person_kind text NOT NULL
conversation_participants.person_id uuid NOT NULL
conversation_participants.joined_seq bigint NOT NULL
conversation_participants.left_seq bigint
conversation_participants.read_seq bigint NOT NULL
conversation_participants.read_at bigint
conversation_participants.delivered_seq bigint NOT NULL
conversation_participants.marked_unread boolean NOT NULL
conversation_participants conversation_participants_pkey PRIMARY KEY (practice_id, conversation_id, person_kind, person_id)
conversation_participants conversation_participants_practice_id_conversation_id_fkey FOREIGN KEY (practice_id, conversation_id) REFERENCES conversations(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX conversation_participants_pkey ON public.conversation_participants USING btree (practice_id, conversation_id, person_kind, person_id)
CREATE INDEX conversation_participants_practice_id_person_kind_person_id ON public.conversation_participants USING btree (practice_id, person_kind, person_id)
conversations.practice_id uuid NOT NULL
conversations.id uuid NOT NULL
conversations.client_id uuid NOT NULL
conversations.staff_id uuid
conversations.assigned_to uuid
conversations.last_seq bigint NOT NULL
conversations.message_seq bigint
conversations.message_at bigint
conversations.message_author text
conversations.active_at bigint NOT NULL
conversations.archived boolean NOT NULL
conversations.version bigint NOT NULL
conversations.created_at bigint NOT NULL
conversations conversations_pkey PRIMARY KEY (practice_id, id)
conversations conversations_practice_id_assigned_to_fkey FOREIGN KEY (practice_id, assigned_to) REFERENCES staff(practice_id, id) ON DELETE RESTRICT
conversations conversations_practice_id_client_id_fkey FOREIGN KEY (practice_id, client_id) REFERENCES clients(practice_id, id) ON DELETE RESTRICT
conversations conversations_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
conversations conversations_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX conversations_pkey ON public.conversations USING btree (practice_id, id)
CREATE INDEX conversations_practice_id_archived_active_at_id ON public.conversations USING btree (practice_id, archived, active_at, id)
CREATE INDEX conversations_practice_id_assigned_to ON public.conversations USING btree (practice_id, assigned_to)
CREATE INDEX conversations_practice_id_client_id ON public.conversations USING btree (practice_id, client_id)
CREATE INDEX conversations_practice_id_staff_id ON public.conversations USING btree (practice_id, staff_id)
CREATE UNIQUE INDEX conversations_with_clinician ON public.conversations USING btree (practice_id, client_id, staff_id) WHERE (staff_id IS NOT NULL)
CREATE UNIQUE INDEX conversations_with_front_desk ON public.conversations USING btree (practice_id, client_id) WHERE (staff_id IS NULL)
document_files.practice_id uuid NOT NULL
document_files.file_id uuid NOT NULL
document_files.document_id uuid NOT NULL
document_files.place bigint NOT NULL
document_files document_files_pkey PRIMARY KEY (practice_id, file_id)
document_files document_files_practice_id_document_id_fkey FOREIGN KEY (practice_id, document_id) REFERENCES documents(practice_id, id) ON DELETE RESTRICT
document_files document_files_practice_id_file_id_fkey FOREIGN KEY (practice_id, file_id) REFERENCES files(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX document_files_pkey ON public.document_files USING btree (practice_id, file_id)
CREATE INDEX document_files_practice_id_document_id_place ON public.document_files USING btree (practice_id, document_id, place)
document_packet_items.practice_id uuid NOT NULL
document_packet_items.packet_id uuid NOT NULL
document_packet_items.place bigint NOT NULL
document_packet_items.template_id uuid NOT NULL
document_packet_items document_packet_items_pkey PRIMARY KEY (practice_id, packet_id, place)
document_packet_items document_packet_items_practice_id_packet_id_fkey FOREIGN KEY (practice_id, packet_id) REFERENCES document_packets(practice_id, id) ON DELETE CASCADE
document_packet_items document_packet_items_practice_id_template_id_fkey FOREIGN KEY (practice_id, template_id) REFERENCES document_templates(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX document_packet_items_pkey ON public.document_packet_items USING btree (practice_id, packet_id, place)
CREATE UNIQUE INDEX document_packet_items_practice_id_packet_id_template_id ON public.document_packet_items USING btree (practice_id, packet_id, template_id)
document_packets.practice_id uuid NOT NULL
document_packets.id uuid NOT NULL
document_packets.name text NOT NULL
document_packets.for_new_clients boolean NOT NULL
document_packets.version bigint NOT NULL
document_packets document_packets_pkey PRIMARY KEY (practice_id, id)
document_packets document_packets_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX document_packets_for_new_clients ON public.document_packets USING btree (practice_id) WHERE for_new_clients
CREATE UNIQUE INDEX document_packets_pkey ON public.document_packets USING btree (practice_id, id)
document_pdfs.practice_id uuid NOT NULL
document_pdfs.hash bytea NOT NULL
document_pdfs.document_id uuid NOT NULL
document_pdfs.edition bigint NOT NULL
document_pdfs.file_id uuid NOT NULL
document_pdfs.signature bytea NOT NULL
document_pdfs.made_at bigint NOT NULL
document_pdfs document_pdfs_pkey PRIMARY KEY (practice_id, document_id, edition)
document_pdfs document_pdfs_practice_id_document_id_fkey FOREIGN KEY (practice_id, document_id) REFERENCES documents(practice_id, id) ON DELETE RESTRICT
document_pdfs document_pdfs_practice_id_file_id_fkey FOREIGN KEY (practice_id, file_id) REFERENCES files(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX document_pdfs_pkey ON public.document_pdfs USING btree (practice_id, document_id, edition)
CREATE INDEX document_pdfs_practice_id_hash ON public.document_pdfs USING btree (practice_id, hash)
document_signatures.practice_id uuid NOT NULL
document_signatures.id uuid NOT NULL
document_signatures.document_id uuid NOT NULL
document_signatures.edition bigint NOT NULL
document_signatures.role text NOT NULL
document_signatures.sealed_evidence bytea NOT NULL
document_signatures.evidence_hash bytea NOT NULL
document_signatures.signature bytea NOT NULL
document_signatures.public_key bytea NOT NULL
document_signatures.sealed_answers bytea
document_signatures.signed_at bigint NOT NULL
document_signatures document_signatures_pkey PRIMARY KEY (practice_id, id)
document_signatures document_signatures_practice_id_document_id_fkey FOREIGN KEY (practice_id, document_id) REFERENCES documents(practice_id, id) ON DELETE RESTRICT
document_signatures document_signatures_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX document_signatures_pkey ON public.document_signatures USING btree (practice_id, id)
CREATE UNIQUE INDEX document_signatures_practice_id_document_id_edition ON public.document_signatures USING btree (practice_id, document_id, edition)
document_template_versions.practice_id uuid NOT NULL
document_template_versions.template_id uuid NOT NULL
document_template_versions.number bigint NOT NULL
document_template_versions.details text NOT NULL
document_template_versions.saved_at bigint NOT NULL
document_template_versions.saved_by uuid
document_template_versions document_template_versions_pkey PRIMARY KEY (practice_id, template_id, number)
document_template_versions document_template_versions_practice_id_saved_by_fkey FOREIGN KEY (practice_id, saved_by) REFERENCES staff(practice_id, id) ON DELETE RESTRICT
document_template_versions document_template_versions_practice_id_template_id_fkey FOREIGN KEY (practice_id, template_id) REFERENCES document_templates(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX document_template_versions_pkey ON public.document_template_versions USING btree (practice_id, template_id, number)
document_templates.practice_id uuid NOT NULL
document_templates.id uuid NOT NULL
document_templates.kind text NOT NULL
document_templates.title text NOT NULL
document_templates.language text NOT NULL
document_templates.number bigint NOT NULL
document_templates.archived boolean NOT NULL
document_templates.version bigint NOT NULL
document_templates.saved_at bigint NOT NULL
document_templates document_templates_pkey PRIMARY KEY (practice_id, id)
document_templates document_templates_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX document_templates_pkey ON public.document_templates USING btree (practice_id, id)
CREATE INDEX document_templates_practice_id_archived_title_id ON public.document_templates USING btree (practice_id, archived, title, id)
document_trail.practice_id uuid NOT NULL
document_trail.document_id uuid NOT NULL
document_trail.seq bigint NOT NULL
document_trail.event text NOT NULL
document_trail.at bigint NOT NULL
document_trail.actor_kind text NOT NULL
document_trail.actor_id uuid
document_trail.sealed_details bytea NOT NULL
document_trail.hash bytea NOT NULL
document_trail document_trail_pkey PRIMARY KEY (practice_id, document_id, seq)
document_trail document_trail_practice_id_document_id_fkey FOREIGN KEY (practice_id, document_id) REFERENCES documents(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX document_trail_pkey ON public.document_trail USING btree (practice_id, document_id, seq)
documents.practice_id uuid NOT NULL
documents.id uuid NOT NULL
documents.client_id uuid NOT NULL
documents.kind text NOT NULL
documents.title text NOT NULL
documents.template_id uuid
documents.template_version bigint
documents.shared_id uuid NOT NULL
documents.place bigint NOT NULL
documents.state text NOT NULL
documents.sealed_content bytea NOT NULL
documents.content_hash bytea NOT NULL
documents.sealed_answers bytea
documents.answers_version bigint NOT NULL
documents.answered_at bigint
documents.answers_hash bytea
documents.sealed_note bytea
documents.countersign boolean NOT NULL
documents.due text
documents.expires_on text
documents.renews_on text
documents.renew_after_months bigint
documents.reminded bigint NOT NULL
documents.sent_by uuid
documents.sent_at bigint NOT NULL
documents.viewed_at bigint
documents.read_at bigint
documents.done_at bigint
documents.settled_at bigint
documents.renewed_at bigint
documents.trail_length bigint NOT NULL
documents.trail_hash bytea NOT NULL
documents.version bigint NOT NULL
documents documents_pkey PRIMARY KEY (practice_id, id)
documents documents_practice_id_client_id_fkey FOREIGN KEY (practice_id, client_id) REFERENCES clients(practice_id, id) ON DELETE RESTRICT
documents documents_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
documents documents_practice_id_sent_by_fkey FOREIGN KEY (practice_id, sent_by) REFERENCES staff(practice_id, id) ON DELETE RESTRICT
documents documents_practice_id_template_id_fkey FOREIGN KEY (practice_id, template_id) REFERENCES document_templates(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX documents_pkey ON public.documents USING btree (practice_id, id)
CREATE INDEX documents_practice_id_client_id_sent_at_id ON public.documents USING btree (practice_id, client_id, sent_at, id)
CREATE INDEX documents_practice_id_sent_at_id ON public.documents USING btree (practice_id, sent_at, id)
CREATE INDEX documents_practice_id_state_sent_at_id ON public.documents USING btree (practice_id, state, sent_at, id)
CREATE INDEX documents_practice_id_template_id_state ON public.documents USING btree (practice_id, template_id, state)
CREATE INDEX documents_renews_on_renewed_at ON public.documents USING btree (renews_on, renewed_at)
CREATE INDEX documents_state_due ON public.documents USING btree (state, due)
CREATE INDEX documents_state_expires_on ON public.documents USING btree (state, expires_on)
documents_settings.practice_id uuid NOT NULL
documents_settings.clients_may_upload boolean NOT NULL
documents_settings.remind boolean NOT NULL
documents_settings.front_desk_reads boolean NOT NULL
documents_settings.due_after_days bigint
documents_settings.version bigint NOT NULL
documents_settings documents_settings_pkey PRIMARY KEY (practice_id)
documents_settings documents_settings_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE CASCADE
CREATE UNIQUE INDEX documents_settings_pkey ON public.documents_settings USING btree (practice_id)
electronic_consents.practice_id uuid NOT NULL
electronic_consents.client_id uuid NOT NULL
electronic_consents.hash bytea NOT NULL
electronic_consents.login_id uuid NOT NULL
electronic_consents.agreed_at bigint NOT NULL
electronic_consents electronic_consents_pkey PRIMARY KEY (practice_id, client_id)
electronic_consents electronic_consents_practice_id_client_id_fkey FOREIGN KEY (practice_id, client_id) REFERENCES clients(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX electronic_consents_pkey ON public.electronic_consents USING btree (practice_id, client_id)
email_texts.practice_id uuid NOT NULL
email_texts.kind text NOT NULL
email_texts.language text NOT NULL
email_texts.subject text NOT NULL
email_texts.body text NOT NULL
email_texts.version bigint NOT NULL
email_texts email_texts_pkey PRIMARY KEY (practice_id, kind, language)
email_texts email_texts_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE CASCADE
CREATE UNIQUE INDEX email_texts_pkey ON public.email_texts USING btree (practice_id, kind, language)
file_chunks.practice_id uuid NOT NULL
file_chunks.file_id uuid NOT NULL
file_chunks.place bigint NOT NULL
file_chunks.sealed bytea NOT NULL
file_chunks file_chunks_pkey PRIMARY KEY (practice_id, file_id, place)
file_chunks file_chunks_practice_id_file_id_fkey FOREIGN KEY (practice_id, file_id) REFERENCES files(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX file_chunks_pkey ON public.file_chunks USING btree (practice_id, file_id, place)
files.practice_id uuid NOT NULL
files.id uuid NOT NULL
files.owner_kind text NOT NULL
files.owner_id uuid NOT NULL
files.sealed_facts bytea
files.media_type text NOT NULL
files.bytes bigint NOT NULL
files.chunks bigint NOT NULL
files.created_at bigint NOT NULL
files.complete_at bigint
files.attached_at bigint
files.erased_at bigint
files files_pkey PRIMARY KEY (practice_id, id)
files files_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE INDEX files_attached_at_created_at ON public.files USING btree (attached_at, created_at)
CREATE UNIQUE INDEX files_pkey ON public.files USING btree (practice_id, id)
CREATE INDEX files_practice_id_owner_id_attached_at ON public.files USING btree (practice_id, owner_id, attached_at)
first_requests.practice_id uuid NOT NULL
first_requests.id uuid NOT NULL
first_requests.token_hash bytea NOT NULL
first_requests.code_mac bytea NOT NULL
first_requests.email_mac bytea NOT NULL
first_requests.sealed bytea NOT NULL
first_requests.tries bigint NOT NULL
first_requests.used_at bigint
first_requests.created_at bigint NOT NULL
first_requests.expires_at bigint NOT NULL
first_requests first_requests_pkey PRIMARY KEY (practice_id, id)
first_requests first_requests_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE INDEX first_requests_expires_at ON public.first_requests USING btree (expires_at)
CREATE UNIQUE INDEX first_requests_pkey ON public.first_requests USING btree (practice_id, id)
CREATE INDEX first_requests_practice_id_email_mac_created_at ON public.first_requests USING btree (practice_id, email_mac, created_at)
CREATE UNIQUE INDEX first_requests_practice_id_token_hash ON public.first_requests USING btree (practice_id, token_hash)
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
live_events.practice_id uuid NOT NULL
live_events.person_kind text NOT NULL
live_events.person_id uuid NOT NULL
live_events.seq bigint NOT NULL
live_events.kind text NOT NULL
live_events.about_id uuid
live_events.data text NOT NULL
live_events.at bigint NOT NULL
live_events live_events_pkey PRIMARY KEY (practice_id, person_kind, person_id, seq)
live_events live_events_practice_id_person_kind_person_id_fkey FOREIGN KEY (practice_id, person_kind, person_id) REFERENCES live_heads(practice_id, person_kind, person_id) ON DELETE CASCADE
CREATE INDEX live_events_at ON public.live_events USING btree (at)
CREATE UNIQUE INDEX live_events_pkey ON public.live_events USING btree (practice_id, person_kind, person_id, seq)
live_heads.practice_id uuid NOT NULL
live_heads.person_kind text NOT NULL
live_heads.person_id uuid NOT NULL
live_heads.seq bigint NOT NULL
live_heads live_heads_pkey PRIMARY KEY (practice_id, person_kind, person_id)
live_heads live_heads_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE CASCADE
CREATE UNIQUE INDEX live_heads_pkey ON public.live_heads USING btree (practice_id, person_kind, person_id)
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
message_drafts.practice_id uuid NOT NULL
message_drafts.conversation_id uuid NOT NULL
message_drafts.person_kind text NOT NULL
message_drafts.person_id uuid NOT NULL
message_drafts.sealed bytea NOT NULL
message_drafts.version bigint NOT NULL
message_drafts.saved_at bigint NOT NULL
message_drafts message_drafts_pkey PRIMARY KEY (practice_id, conversation_id, person_kind, person_id)
message_drafts message_drafts_practice_id_conversation_id_fkey FOREIGN KEY (practice_id, conversation_id) REFERENCES conversations(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX message_drafts_pkey ON public.message_drafts USING btree (practice_id, conversation_id, person_kind, person_id)
message_files.practice_id uuid NOT NULL
message_files.file_id uuid NOT NULL
message_files.message_id uuid NOT NULL
message_files.place bigint NOT NULL
message_files message_files_pkey PRIMARY KEY (practice_id, file_id)
message_files message_files_practice_id_file_id_fkey FOREIGN KEY (practice_id, file_id) REFERENCES files(practice_id, id) ON DELETE RESTRICT
message_files message_files_practice_id_message_id_fkey FOREIGN KEY (practice_id, message_id) REFERENCES messages(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX message_files_pkey ON public.message_files USING btree (practice_id, file_id)
CREATE UNIQUE INDEX message_files_practice_id_message_id_place ON public.message_files USING btree (practice_id, message_id, place)
message_links.practice_id uuid NOT NULL
message_links.id uuid NOT NULL
message_links.conversation_id uuid NOT NULL
message_links.login_id uuid NOT NULL
message_links.mail_id uuid NOT NULL
message_links.token_hash bytea NOT NULL
message_links.opened_at bigint
message_links.session_id uuid
message_links.told_elsewhere_at bigint
message_links.created_at bigint NOT NULL
message_links message_links_pkey PRIMARY KEY (practice_id, id)
message_links message_links_practice_id_conversation_id_fkey FOREIGN KEY (practice_id, conversation_id) REFERENCES conversations(practice_id, id) ON DELETE CASCADE
message_links message_links_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
message_links message_links_practice_id_login_id_fkey FOREIGN KEY (practice_id, login_id) REFERENCES logins(practice_id, id) ON DELETE CASCADE
CREATE INDEX message_links_created_at ON public.message_links USING btree (created_at)
CREATE UNIQUE INDEX message_links_pkey ON public.message_links USING btree (practice_id, id)
CREATE UNIQUE INDEX message_links_practice_id_token_hash ON public.message_links USING btree (practice_id, token_hash)
message_notices.practice_id uuid NOT NULL
message_notices.conversation_id uuid NOT NULL
message_notices.person_kind text NOT NULL
message_notices.person_id uuid NOT NULL
message_notices.seq bigint NOT NULL
message_notices.queued_at bigint NOT NULL
message_notices message_notices_pkey PRIMARY KEY (practice_id, conversation_id, person_kind, person_id)
message_notices message_notices_practice_id_conversation_id_fkey FOREIGN KEY (practice_id, conversation_id) REFERENCES conversations(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX message_notices_pkey ON public.message_notices USING btree (practice_id, conversation_id, person_kind, person_id)
messages.practice_id uuid NOT NULL
messages.id uuid NOT NULL
messages.conversation_id uuid NOT NULL
messages.seq bigint NOT NULL
messages.kind text NOT NULL
messages.author_kind text NOT NULL
messages.author_id uuid NOT NULL
messages.sealed_body bytea
messages.files bigint NOT NULL
messages.sent_at bigint NOT NULL
messages.redacted_at bigint
messages.redacted_by uuid
messages.sealed_reason bytea
messages messages_pkey PRIMARY KEY (practice_id, id)
messages messages_practice_id_conversation_id_fkey FOREIGN KEY (practice_id, conversation_id) REFERENCES conversations(practice_id, id) ON DELETE CASCADE
messages messages_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
messages messages_practice_id_redacted_by_fkey FOREIGN KEY (practice_id, redacted_by) REFERENCES staff(practice_id, id) ON DELETE RESTRICT
CREATE UNIQUE INDEX messages_pkey ON public.messages USING btree (practice_id, id)
CREATE UNIQUE INDEX messages_practice_id_conversation_id_seq ON public.messages USING btree (practice_id, conversation_id, seq)
messaging_settings.practice_id uuid NOT NULL
messaging_settings.front_desk_open boolean NOT NULL
messaging_settings.notice_delay_minutes bigint NOT NULL
messaging_settings.show_seen boolean NOT NULL
messaging_settings.known_devices_only boolean NOT NULL
messaging_settings.emergency_line text NOT NULL
messaging_settings.version bigint NOT NULL
messaging_settings messaging_settings_pkey PRIMARY KEY (practice_id)
messaging_settings messaging_settings_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE CASCADE
CREATE UNIQUE INDEX messaging_settings_pkey ON public.messaging_settings USING btree (practice_id)
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
offices.show_address_to_new_clients boolean NOT NULL
offices.one_room boolean NOT NULL
offices offices_pkey PRIMARY KEY (practice_id, id)
offices offices_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX offices_pkey ON public.offices USING btree (practice_id, id)
out_of_office.practice_id uuid NOT NULL
out_of_office.staff_id uuid NOT NULL
out_of_office.words text
out_of_office.from_date text
out_of_office.to_date text
out_of_office.version bigint NOT NULL
out_of_office out_of_office_pkey PRIMARY KEY (practice_id, staff_id)
out_of_office out_of_office_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX out_of_office_pkey ON public.out_of_office USING btree (practice_id, staff_id)
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
outside_busy.practice_id uuid NOT NULL
outside_busy.calendar_id uuid NOT NULL
outside_busy.staff_id uuid NOT NULL
outside_busy.busy_from bigint NOT NULL
outside_busy.busy_to bigint NOT NULL
outside_busy outside_busy_pkey PRIMARY KEY (practice_id, calendar_id, busy_from, busy_to)
outside_busy outside_busy_practice_id_calendar_id_fkey FOREIGN KEY (practice_id, calendar_id) REFERENCES outside_calendars(practice_id, id) ON DELETE CASCADE
outside_busy outside_busy_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX outside_busy_pkey ON public.outside_busy USING btree (practice_id, calendar_id, busy_from, busy_to)
CREATE INDEX outside_busy_practice_id_staff_id_busy_to ON public.outside_busy USING btree (practice_id, staff_id, busy_to)
outside_calendars.practice_id uuid NOT NULL
outside_calendars.id uuid NOT NULL
outside_calendars.staff_id uuid NOT NULL
outside_calendars.name text NOT NULL
outside_calendars.host text NOT NULL
outside_calendars.sealed_url bytea NOT NULL
outside_calendars.state text NOT NULL
outside_calendars.failure text
outside_calendars.etag text
outside_calendars.last_modified text
outside_calendars.last_read_at bigint
outside_calendars.next_read_at bigint NOT NULL
outside_calendars.leased_until bigint
outside_calendars.created_at bigint NOT NULL
outside_calendars outside_calendars_pkey PRIMARY KEY (practice_id, id)
outside_calendars outside_calendars_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
outside_calendars outside_calendars_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE CASCADE
CREATE INDEX outside_calendars_next_read_at ON public.outside_calendars USING btree (next_read_at)
CREATE UNIQUE INDEX outside_calendars_pkey ON public.outside_calendars USING btree (practice_id, id)
CREATE INDEX outside_calendars_practice_id_staff_id ON public.outside_calendars USING btree (practice_id, staff_id)
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
push_subscriptions.practice_id uuid NOT NULL
push_subscriptions.id uuid NOT NULL
push_subscriptions.person_kind text NOT NULL
push_subscriptions.person_id uuid NOT NULL
push_subscriptions.subject_id uuid NOT NULL
push_subscriptions.device_id uuid NOT NULL
push_subscriptions.endpoint_hash bytea NOT NULL
push_subscriptions.sealed bytea NOT NULL
push_subscriptions.created_at bigint NOT NULL
push_subscriptions push_subscriptions_pkey PRIMARY KEY (practice_id, id)
push_subscriptions push_subscriptions_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE UNIQUE INDEX push_subscriptions_pkey ON public.push_subscriptions USING btree (practice_id, id)
CREATE UNIQUE INDEX push_subscriptions_practice_id_endpoint_hash ON public.push_subscriptions USING btree (practice_id, endpoint_hash)
CREATE INDEX push_subscriptions_practice_id_person_kind_person_id ON public.push_subscriptions USING btree (practice_id, person_kind, person_id)
CREATE INDEX push_subscriptions_practice_id_subject_id_device_id ON public.push_subscriptions USING btree (practice_id, subject_id, device_id)
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
reminders_sent.practice_id uuid NOT NULL
reminders_sent.appointment_id uuid NOT NULL
reminders_sent.hours bigint NOT NULL
reminders_sent.starts_at bigint NOT NULL
reminders_sent.sent_at bigint NOT NULL
reminders_sent reminders_sent_pkey PRIMARY KEY (practice_id, appointment_id, hours, starts_at)
reminders_sent reminders_sent_practice_id_appointment_id_fkey FOREIGN KEY (practice_id, appointment_id) REFERENCES appointments(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX reminders_sent_pkey ON public.reminders_sent USING btree (practice_id, appointment_id, hours, starts_at)
scheduling.practice_id uuid NOT NULL
scheduling.grid_minutes bigint NOT NULL
scheduling.notice_hours_existing bigint NOT NULL
scheduling.notice_hours_new bigint NOT NULL
scheduling.horizon_days bigint NOT NULL
scheduling.cancellation text NOT NULL
scheduling.pending_holds boolean NOT NULL
scheduling.request_expiry_hours bigint NOT NULL
scheduling.approval text NOT NULL
scheduling.reminder_hours text NOT NULL
scheduling.prescreen_questions text NOT NULL
scheduling.framing_sites text NOT NULL
scheduling.new_client_door boolean NOT NULL
scheduling.version bigint NOT NULL
scheduling scheduling_pkey PRIMARY KEY (practice_id)
scheduling scheduling_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE CASCADE
CREATE UNIQUE INDEX scheduling_pkey ON public.scheduling USING btree (practice_id)
service_clinicians.practice_id uuid NOT NULL
service_clinicians.service_id uuid NOT NULL
service_clinicians.staff_id uuid NOT NULL
service_clinicians service_clinicians_pkey PRIMARY KEY (practice_id, service_id, staff_id)
service_clinicians service_clinicians_practice_id_service_id_fkey FOREIGN KEY (practice_id, service_id) REFERENCES services(practice_id, id) ON DELETE CASCADE
service_clinicians service_clinicians_practice_id_staff_id_fkey FOREIGN KEY (practice_id, staff_id) REFERENCES staff(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX service_clinicians_pkey ON public.service_clinicians USING btree (practice_id, service_id, staff_id)
service_offices.practice_id uuid NOT NULL
service_offices.service_id uuid NOT NULL
service_offices.office_id uuid NOT NULL
service_offices service_offices_pkey PRIMARY KEY (practice_id, service_id, office_id)
service_offices service_offices_practice_id_office_id_fkey FOREIGN KEY (practice_id, office_id) REFERENCES offices(practice_id, id) ON DELETE CASCADE
service_offices service_offices_practice_id_service_id_fkey FOREIGN KEY (practice_id, service_id) REFERENCES services(practice_id, id) ON DELETE CASCADE
CREATE UNIQUE INDEX service_offices_pkey ON public.service_offices USING btree (practice_id, service_id, office_id)
services.practice_id uuid NOT NULL
services.id uuid NOT NULL
services.name text NOT NULL
services.code text NOT NULL
services.minutes bigint NOT NULL
services.fee_minor bigint NOT NULL
services.currency text NOT NULL
services.archived boolean NOT NULL
services.version bigint NOT NULL
services.buffer_before_minutes bigint NOT NULL
services.buffer_after_minutes bigint NOT NULL
services.bookable_online boolean NOT NULL
services.for_new_clients boolean NOT NULL
services.approval text
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
sessions.about_id uuid
sessions.known_device_id uuid
sessions sessions_pkey PRIMARY KEY (practice_id, id)
sessions sessions_practice_id_fkey FOREIGN KEY (practice_id) REFERENCES practices(id) ON DELETE RESTRICT
CREATE INDEX sessions_expires_at ON public.sessions USING btree (expires_at)
CREATE UNIQUE INDEX sessions_pkey ON public.sessions USING btree (practice_id, id)
CREATE INDEX sessions_practice_id_subject_id_ended_at ON public.sessions USING btree (practice_id, subject_id, ended_at)
spent_challenges.hash bytea NOT NULL
spent_challenges.expires_at bigint NOT NULL
spent_challenges spent_challenges_pkey PRIMARY KEY (hash)
CREATE INDEX spent_challenges_expires_at ON public.spent_challenges USING btree (expires_at)
CREATE UNIQUE INDEX spent_challenges_pkey ON public.spent_challenges USING btree (hash)
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
