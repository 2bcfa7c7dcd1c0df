// What a record's content says about whom it is of and which files belong to it.
import { text } from "./bytes.js";
import { depth, isMember, members } from "./canonical-text.js";
import { Malformed, orNull } from "./malformed.js";

const PATIENT = "Patient/";
const FILE = "urn:chartseal:fhir:attachment-sha256";
const DEEPEST = 100;

export class RecordContent {
  constructor(patients, files) {
    this.patients = patients;
    this.files = files;
  }

  /** Null when it is no FHIR resource. */
  static read(content) {
    return orNull(() => {
      const json = text(content);
      if (depth(json) > DEEPEST) {
        throw new Malformed("too deep");
      }
      const resource = members(json);
      if (!isMember(resource, "resourceType")) {
        throw new Malformed("no resource");
      }
      return RecordContent.#collect(resource);
    });
  }

  static #collect(resource) {
    const patients = new Set();
    const files = new Set();
    const open = [resource];
    while (open.length > 0) {
      const value = open.pop();
      if (value !== null && typeof value === "object") {
        if (!Array.isArray(value)) {
          const reference = texted(value, "reference");
          if (reference?.startsWith(PATIENT)) {
            patients.add(reference);
          }
          const sha256 = texted(value, "valueString");
          if (texted(value, "url") === FILE && sha256 !== undefined) {
            files.add(sha256);
          }
        }
        Object.values(value).forEach((each) => open.push(each));
      }
    }
    return new RecordContent(patients, files);
  }

  isOnlyOf(patient) {
    return this.patients.size === 1 && this.patients.has(PATIENT + patient);
  }
}

const texted = (object, name) =>
  isMember(object, name) && typeof object[name] === "string" ? object[name] : undefined;
