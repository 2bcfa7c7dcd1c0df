-- Something of one patient in every table that has a place for it. {p} the patient, {q} another, {a} a practitioner, {t} the time.
UPDATE patient SET number = 'N-QX7719', account = 'zquill', given_name = 'Zephyrine', family_name = 'Quillfeather',
  birth_date = '1957-03-09', phone = '+49 171 5550177', email = 'zq@quill.example', address = '7 Feather Lane',
  language = 'de', search_text = 'zephyrine quillfeather n-qx7719' WHERE id = {p};
INSERT INTO patient_identifier VALUES ({p}, 'national', 'ID-5550177');
INSERT INTO patient_contact VALUES ({p}, 'email', 'Son@Quill.example', 'her son');
INSERT INTO room (id, department_id, name) SELECT md5('room')::uuid, id, 'R1' FROM department LIMIT 1;
INSERT INTO visit_type (id, code, name, minutes) VALUES (md5('visit')::uuid, 'v', 'Visit', 30);
INSERT INTO appointment (id, version, patient_id, practitioner_id, room_id, visit_type_id, starts_at, ends_at, blocked_until, status,
  reason, booked_by, booked_at, status_since, form_id)
  VALUES (md5('appointment')::uuid, 0, {p}, {a}, md5('room')::uuid, md5('visit')::uuid, {t}, {t} + interval '30 min',
    {t} + interval '30 min', 'fulfilled', 'Quillfeather coughs', 'zquill', {t}, {t}, md5('form')::uuid);
INSERT INTO appointment (id, version, patient_id, practitioner_id, room_id, visit_type_id, starts_at, ends_at, blocked_until, status,
  reason, booked_by, booked_at, status_since, form_id)
  VALUES (md5('other')::uuid, 0, {q}, {a}, md5('room')::uuid, md5('visit')::uuid, {t} + interval '1 day', {t} + interval '25 h',
    {t} + interval '25 h', 'booked', '', 'zquill', {t}, {t}, md5('form2')::uuid);
INSERT INTO appointment_change (appointment_id, at, by_account, to_status, reason)
  VALUES (md5('appointment')::uuid, {t}, 'zquill', 'booked', 'Quillfeather'), (md5('other')::uuid, {t}, 'zquill', 'booked', '');
INSERT INTO access_grant (id, version, patient_id, practitioner_id, categories, purpose, valid_from, valid_until, given_by, given_at, ledger_id)
  VALUES (md5('grant')::uuid, 0, {p}, {a}, 'all', 'treatment', {t}, {t} + interval '30 days', 'zquill', {t}, md5('lgrant')::uuid);
INSERT INTO access_grant (id, version, patient_id, proxy_id, relationship, categories, purpose, valid_from, valid_until, given_by, given_at, ledger_id)
  VALUES (md5('proxy')::uuid, 0, {q}, {p}, 'carer', 'all', 'treatment', {t}, {t} + interval '30 days', 'other', {t}, md5('lproxy')::uuid);
INSERT INTO awaited_grant (id, ledger_id, patient_id, practitioner_id, categories, valid_from, valid_until, asked_by, asked_at)
  VALUES (md5('awaited')::uuid, md5('lawaited')::uuid, {p}, {a}, 'all', {t}, {t} + interval '1 day', 'zquill', {t});
INSERT INTO awaited_grant (id, ledger_id, patient_id, proxy_id, relationship, categories, valid_from, valid_until, asked_by, asked_at)
  VALUES (md5('awaited2')::uuid, md5('lawaited2')::uuid, {q}, {p}, 'carer', 'all', {t}, {t} + interval '1 day', 'other', {t});
INSERT INTO awaited_revocation VALUES (md5('grant')::uuid, {p});
INSERT INTO access_request (id, version, patient_id, asked_number, asked_born, practitioner_id, asked_by, asked_at, asked_on, lapses_at,
  categories, reason, reference, wanted_until, state, refusal)
  VALUES (md5('request')::uuid, 0, {p}, 'N-QX7719', '1957-03-09', {a}, 'doctor', {t}, '2026-11-21', {t} + interval '9 days',
    'all', 'Quillfeather is my patient', '', '2026-12-21', 'waiting', '');
INSERT INTO emergency_access (id, version, patient_id, practitioner_id, department_id, reason, reason_salt, minutes, opened_at, open_until, anchoring)
  SELECT md5('emergency')::uuid, 0, {p}, {a}, id, 'Quillfeather lies unconscious', decode('{salt}', 'hex'), 15, {t}, {t} + interval '15 min', 'before'
    FROM department LIMIT 1;
INSERT INTO patient_notice VALUES (md5('notice')::uuid, {p}, {t}, 'emergency-opened', md5('emergency')::uuid);
INSERT INTO letter (id, kind, about, address, written_at, useless_after, tries, next_at, state)
  VALUES (md5('letter')::uuid, 'emergency-opened', md5('emergency')::uuid, 'old@quill.example', {t}, {t} + interval '9 days', 0, {t}, 'waiting'),
         (md5('letter2')::uuid, 'access-requested', md5('elsewhere')::uuid, 'ZQ@quill.example', {t}, {t} + interval '9 days', 0, {t}, 'waiting');
INSERT INTO study VALUES (md5('study')::uuid, 'S', 'Sponsor', 'A-1', '2030-01-01');
INSERT INTO study_participant VALUES (md5('study')::uuid, {p}, 'ABCD-7719');
INSERT INTO passkey (id, patient_id, credential, name, public_key, relying_party, origins, registered_at)
  VALUES (md5('passkey')::uuid, {p}, 'cred', 'Quillfeathers phone', 'PK', 'h', 'https://h', {t});
UPDATE patient SET passkey_id = md5('passkey')::uuid, private_key = NULL WHERE id = {p};
INSERT INTO passkey_question (id, patient_id, purpose, about, asked, asked_at, expires_at)
  VALUES (md5('question')::uuid, {p}, 'register', md5('passkey')::uuid, 'Quillfeather', {t}, {t} + interval '1 min');
INSERT INTO passkey_question (id, practitioner_id, purpose, about, asked, form, drawn, asked_at, expires_at)
  VALUES (md5('question2')::uuid, {a}, 'sign-form', md5('x')::uuid, '{"record":"' || {note} || '"}', 'f', '{"salt":"{salt}"}', {t}, {t} + interval '1 min');
INSERT INTO key_restoration (id, patient_id, lost, reason, next_public_key, next_thumbprint, next_private_key, opened_by, opened_at, expires_at)
  VALUES (md5('restoration')::uuid, {p}, 'x', 'Quillfeather lost it', 'x', 'x', '\x01', {a}, {t}, {t} + interval '1 day');
INSERT INTO allergy (id, version, patient_id, substance, criticality, status, recorded_by, recorded_at)
  VALUES (md5('allergy')::uuid, 0, {p}, 'feathers of Quillfeather', 'low', 'active', {a}, {t});
INSERT INTO problem (id, version, patient_id, description, status, recorded_by, recorded_at)
  VALUES (md5('problem')::uuid, 0, {p}, 'Quillfeather syndrome', 'active', {a}, {t});
INSERT INTO consultation_note (id, version, patient_id, author_id, reason, state, sealed_version, started_at, changed_at, signed_at)
  VALUES ({note}, 0, {p}, {a}, 'Quillfeather', 'signed', 1, {t}, {t}, {t});
INSERT INTO consultation_note_version VALUES ({note}, 1, 'Quillfeather', '', '', '', '', '', {t});
INSERT INTO formulary_item (id, atc, name, form, strength, dose_unit, routes, search_text) VALUES (md5('item')::uuid, 'A', 'n', 'f', 's', 'mg', 'PO', '');
INSERT INTO prescription (id, version, patient_id, author_id, formulary_item_id, dose_value, dose_unit, route, frequency, quantity, refills,
  instructions, state, sealed_version, signed_at)
  VALUES (md5('prescription')::uuid, 0, {p}, {a}, md5('item')::uuid, 1, 'mg', 'PO', 'BID', 1, 0, 'Quillfeather', 'active', 1, {t});
INSERT INTO lab_panel (id, code, name, specimen) VALUES (md5('panel')::uuid, 'P', 'Panel', 'blood');
INSERT INTO lab_test VALUES (md5('test')::uuid, '1-8', 'T', 'g/L', 1);
INSERT INTO lab_request (id, version, patient_id, author_id, panel_id, urgency, question, state, sealed_version, signed_at)
  VALUES (md5('labrequest')::uuid, 0, {p}, {a}, md5('panel')::uuid, 'routine', 'Quillfeather', 'entered', 1, {t});
INSERT INTO specimen VALUES (md5('specimen')::uuid, md5('labrequest')::uuid, 'ACC-1', 'blood', {t}, 'lab');
INSERT INTO lab_report (id, version, request_id, patient_id, state, entered_by, entered_at, remark)
  VALUES (md5('report')::uuid, 0, md5('labrequest')::uuid, {p}, 'entered', {a}, {t}, 'Quillfeather');
INSERT INTO lab_report_enterer VALUES (md5('report')::uuid, {a});
INSERT INTO lab_result (id, report_id, test_id, position, value, unit, flag, comment, entered_by)
  VALUES (md5('result')::uuid, md5('report')::uuid, md5('test')::uuid, 1, 1, 'g/L', 'N', 'Quillfeather', {a});
INSERT INTO key_recipient (id, holder, patient_id, public_key, private_key, made_at)
  VALUES (md5('recipient')::uuid, 'patient', {p}, repeat('d', 64), '\x0161626364', {t}) ON CONFLICT DO NOTHING;
INSERT INTO key_recipient (id, holder, patient_id, public_key, private_key, made_at)
  VALUES (md5('acting')::uuid, 'proxy', {p}, repeat('e', 64), '\x0161626364', {t});
UPDATE access_grant SET vault_mark = '\x0161626364' WHERE id = md5('proxy')::uuid;
INSERT INTO object_wrap (address, recipient_id, wrap)
  SELECT k.address, md5('acting')::uuid, decode(repeat('00', 80), 'hex') FROM object_key k WHERE k.patient_id = {q} AND k.category = 'notes';
INSERT INTO object_key (address, patient_id, record_id, version, commitment, made_at)
  VALUES ('sha256:' || repeat('b', 64), {p}, md5('attachment')::uuid, 1, repeat('c', 64), {t});
INSERT INTO attachment (id, patient_id, report_id, name, media_type, size, sha256, object, added_by, added_at)
  VALUES (md5('attachment')::uuid, {p}, md5('report')::uuid, 'Quillfeather.png', 'image/png', 1, repeat('a', 64), 'sha256:' || repeat('b', 64), {a}, {t});
INSERT INTO object_key (address, patient_id, record_id, version, commitment, made_at)
  VALUES ('sha256:' || repeat('e', 64), {p}, md5('filed file')::uuid, 1, repeat('f', 64), {t});
INSERT INTO filed_document (id, version, patient_id, author_id, category, kind, title, dated, note, reason, state, file_id, sealed_version, filed_at, signed_at)
  VALUES (md5('filed')::uuid, 0, {p}, {a}, 'documents', 'referral', 'Quillfeather', '2026-11-20', 'Quillfeather', '', 'signed', md5('filed file')::uuid, 1, {t}, {t});
INSERT INTO filed_file (id, document_id, name, media_type, size, sha256, object, added_at)
  VALUES (md5('filed file')::uuid, md5('filed')::uuid, 'Quillfeather.pdf', 'application/pdf', 1, repeat('a', 64), 'sha256:' || repeat('e', 64), {t});
INSERT INTO insurer VALUES (md5('insurer')::uuid, 'Aid');
INSERT INTO coverage (id, version, patient_id, insurer_id, number, valid_from, entered_by, entered_at)
  VALUES (md5('coverage')::uuid, 0, {p}, md5('insurer')::uuid, 'Quillfeather-5550177', '2020-01-01', 'reception', {t});
INSERT INTO claim (id, version, patient_id, author_id, appointment_id, served_on, coverage_id, insurer_id, number, covered_from, currency,
  remark, reason, state, sealed_version, begun_at, signed_at)
  VALUES (md5('claim')::uuid, 0, {p}, {a}, md5('appointment')::uuid, '2026-11-21', md5('coverage')::uuid, md5('insurer')::uuid,
    'Quillfeather-5550177', '2020-01-01', 'EUR', 'Quillfeather', '', 'signed', 1, {t}, {t});
INSERT INTO claim_diagnosis VALUES (md5('claim')::uuid, 0, 'I10', 'Quillfeather syndrome');
INSERT INTO claim_item VALUES (md5('claim')::uuid, 0, 'Visit of Quillfeather', '', 1, 80);
INSERT INTO claim_support VALUES (md5('claim')::uuid, 0, 'note', {note});
INSERT INTO activity_log (at, account, action, subject, detail)
  VALUES ({t}, 'reception', 'coverage-added', md5('coverage')::uuid::text, 'Quillfeather');
INSERT INTO object_key (address, patient_id, record_id, version, commitment, made_at)
  VALUES ('sha256:' || repeat('9', 64), {p}, md5('upload')::uuid, 1, repeat('c', 64), {t});
INSERT INTO upload (id, patient_id, request_id, owner_id, place, name, size, fingerprint, received, begun_at, expires_at)
  VALUES (md5('upload')::uuid, {p}, md5('labrequest')::uuid, {a}, 1, 'Quillfeather.pdf', 2, '', 1, {t}, {t} + interval '1 day');
INSERT INTO upload_part VALUES (md5('upload')::uuid, 1, 0, 1, 'sha256:' || repeat('9', 64));
INSERT INTO read_question (entry, patient_id, question, asked_at)
  SELECT entry, {p}, 'Who reads Quillfeather?', {t} FROM access_log WHERE patient_id = {p} LIMIT 1;
INSERT INTO unusual_read (entry, patient_id, found_at, reasons, told_on)
  SELECT entry, {p}, {t}, 'AT_NIGHT', '2026-11-21' FROM access_log WHERE patient_id = {p} LIMIT 1;
INSERT INTO letter (id, kind, about, address, written_at, useless_after, tries, next_at, state)
  SELECT md5('letter3')::uuid, 'unusual-read', entry, 'former@quill.example', {t}, {t} + interval '9 days', 0, {t}, 'waiting'
    FROM unusual_read WHERE patient_id = {p};
INSERT INTO proxy_try (patient_id, at) VALUES ({p}, {t});
INSERT INTO changed_record (record_id) VALUES ({note});
INSERT INTO changed_row (record_id, table_name, row_key, stood) VALUES ({note}, 'consultation_note', '{}', '{"reason": "Quillfeather"}');
INSERT INTO activity_log (at, account, action, subject, detail)
  VALUES ({t}, 'reception', 'patient-corrected', {p}::text, 'Quillfeather moved'), ({t}, 'zquill', 'appointment-cancelled', md5('other')::text, '');
INSERT INTO integrity_finding (found_at, seal, check_failed, detail) VALUES ({t}, {note} || '.1', 'working-rows-match', 'Quillfeather'),
  ({t}, 'access-log:row-1', 'log-row-changed', 'row 1 says: ' || {p});
INSERT INTO legal_hold (id, patient_id, reason, placed_by, placed_at, released_by, released_at)
  VALUES (md5('hold')::uuid, {p}, 'The court wants Quillfeather kept', 'auditor', {t}, 'auditor', {t});
INSERT INTO ledger_emergency (id, subject, opened_block, opened_transaction, changes) VALUES (md5('emergency')::uuid, {subject}, 1, 't', 1);
INSERT INTO ledger_outbox (kind, subject, payload, created_at, state, block, anchored_at)
  VALUES ('give-access', md5('lgrant')::uuid::text, '{"scope": "Quillfeather", "salt": "{salt}"}', {t}, 'anchored', 1, {t});
