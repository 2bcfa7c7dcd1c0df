-- Which part of a record each clinical row belongs to: a grant for everything does not open the sensitive ones.

ALTER TABLE consultation_note ADD COLUMN category text NOT NULL DEFAULT 'notes'
  CONSTRAINT consultation_note_category_known
  CHECK (category IN ('notes', 'mental-health', 'reproductive-health', 'genetics'));

ALTER TABLE lab_panel ADD COLUMN category text NOT NULL DEFAULT 'laboratory'
  CONSTRAINT lab_panel_category_known
  CHECK (category IN ('laboratory', 'mental-health', 'reproductive-health', 'genetics'));

-- As the panel's was when it was asked for.
ALTER TABLE lab_request ADD COLUMN category text NOT NULL DEFAULT 'laboratory'
  CONSTRAINT lab_request_category_known
  CHECK (category IN ('laboratory', 'mental-health', 'reproductive-health', 'genetics'));

ALTER TABLE attachment ADD COLUMN category text NOT NULL DEFAULT 'documents'
  CONSTRAINT attachment_category_known
  CHECK (category IN ('documents', 'imaging', 'mental-health', 'reproductive-health', 'genetics'));
UPDATE attachment SET category = 'imaging' WHERE media_type LIKE 'image/%' OR media_type = 'application/dicom';

ALTER TABLE access_grant DROP CONSTRAINT access_grant_purpose_known;
ALTER TABLE access_grant ADD CONSTRAINT access_grant_purpose_known
  CHECK (purpose IN ('treatment', 'claims', 'research', 'administration'));
