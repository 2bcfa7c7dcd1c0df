// RFC 8785 texts, and how members of them are read.
import { Malformed } from "./malformed.js";

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LARGEST = 2n ** 63n;

/** The members' one text; half of a pair of surrogates has none. */
export const canonical = (value) => {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(",")}]`;
  }
  if (value !== null && typeof value === "object") {
    const members = Object.keys(value)
      .sort()
      .map((name) => `${canonical(name)}:${canonical(value[name])}`);
    return `{${members.join(",")}}`;
  }
  if (typeof value === "string" && LONE_SURROGATE.test(value)) {
    throw new Malformed("half a letter");
  }
  return JSON.stringify(value);
};

/** How deep brackets are nested, those in texts included. */
export const depth = (json) => {
  let open = 0;
  let deepest = 0;
  for (const letter of json) {
    if (letter === "{" || letter === "[") {
      deepest = Math.max(deepest, ++open);
    } else if (letter === "}" || letter === "]") {
      open--;
    }
  }
  return deepest;
};

/** The members of a JSON object. */
export const members = (json) => {
  let value;
  try {
    value = JSON.parse(json);
  } catch (invalid) {
    throw new Malformed("no JSON", { cause: invalid });
  }
  return object(value);
};

/** Reads a statement, and refuses every text that is not the one the statement itself would be written as. */
export const parse = (text, read, write) => {
  const statement = read(members(text));
  if (canonical(write(statement)) !== text) {
    throw new Malformed("not the one text of it");
  }
  return statement;
};

export const isMember = (members, name) => Object.hasOwn(members, name);

const member = (members, name) => (isMember(members, name) ? members[name] : undefined);

export const object = (value) => {
  if (value === null || typeof value !== "object" || Array.isArray(value)) {
    throw new Malformed("no object");
  }
  return value;
};

export const objectOf = (members, name) => object(member(members, name));

export const string = (members, name) => {
  const value = member(members, name);
  if (typeof value !== "string") {
    throw new Malformed(`no text: ${name}`);
  }
  return value;
};

/** What the member lists, each read by the function. */
export const list = (members, name, read) => {
  const value = member(members, name);
  if (!Array.isArray(value)) {
    throw new Malformed(`no list: ${name}`);
  }
  return value.map(read);
};

export const texts = (members, name) => list(members, name, (each) => string({ each }, "each"));

/** A whole number of 64 bits. */
export const long = (members, name) => {
  const value = member(members, name);
  if (typeof value !== "number" || !/^-?\d+$/.test(String(value))) {
    throw new Malformed(`no whole number: ${name}`);
  }
  const whole = BigInt(String(value));
  if (whole >= LARGEST || whole < -LARGEST) {
    throw new Malformed(`no whole number: ${name}`);
  }
  return whole;
};

export const uuid = (text) => {
  if (!UUID.test(text)) {
    throw new Malformed("no identifier");
  }
  return text;
};
