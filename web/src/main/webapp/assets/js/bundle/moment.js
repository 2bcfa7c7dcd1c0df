// Moments to the nanosecond, and their texts as java.time writes them.
import { CannotCheck } from "./cannot-check.js";
import { Malformed } from "./malformed.js";

const EARLIEST = -31557014167219200n;
const LATEST = 31556889864403199n;
const SECONDS_A_DAY = 86_400n;
const NANOS = 1_000_000_000n;
const TEXT = /^([+-]\d{4,10}|\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/;
const SIMILAR = /^[+-]?\d{4,10}-\d\d-\d\d[Tt]/;

export class Moment {
  /** Seconds since 1970 and nanoseconds, which may be more than a second; Malformed for a time that no calendar has. */
  constructor(seconds, nanos) {
    const all = BigInt(seconds) * NANOS + BigInt(nanos);
    this.seconds = (all - mod(all, NANOS)) / NANOS;
    this.nanos = mod(all, NANOS);
    if (this.seconds < EARLIEST || this.seconds > LATEST) {
      throw new Malformed("no moment");
    }
  }

  /** Reads for example `2026-05-04T09:30:00.000Z`. */
  static parse(text) {
    const found = TEXT.exec(text);
    if (found === null) {
      throw new Malformed("no moment");
    }
    const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number);
    if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 59) {
      throw new Malformed("no moment");
    }
    const seconds = BigInt(dayNumber(year, month, day)) * SECONDS_A_DAY + BigInt(hour * 3600 + minute * 60 + second);
    return new Moment(seconds, (found[7] ?? "").padEnd(9, "0"));
  }

  /** The same of a text that nobody had to write in just this way: what java.time may know, too, is not called malformed. */
  static parseAny(text) {
    if (!TEXT.test(text) && SIMILAR.test(text)) {
      throw new CannotCheck(`a moment that is written in an unusual way: ${text}`);
    }
    return Moment.parse(text);
  }

  plusSeconds(seconds) {
    return new Moment(this.seconds + BigInt(seconds), this.nanos);
  }

  isBefore(other) {
    return this.seconds < other.seconds || (this.seconds === other.seconds && this.nanos < other.nanos);
  }

  isAfter(other) {
    return other.isBefore(this);
  }

  /** Three fraction digits, always. */
  milliseconds() {
    return `${this.#untilSeconds()}.${this.#fraction().slice(0, 3)}Z`;
  }

  /** As many fraction digits as it needs: none, three, six or nine. */
  toString() {
    const fraction = this.#fraction();
    const digits = [0, 3, 6, 9].find((length) => /^0*$/.test(fraction.slice(length)));
    return `${this.#untilSeconds()}${digits === 0 ? "" : "."}${fraction.slice(0, digits)}Z`;
  }

  #fraction() {
    return String(this.nanos).padStart(9, "0");
  }

  #untilSeconds() {
    const within = Number(mod(this.seconds, SECONDS_A_DAY));
    const [year, month, day] = date(Number((this.seconds - BigInt(within)) / SECONDS_A_DAY));
    const time = [Math.floor(within / 3600), Math.floor(within / 60) % 60, within % 60].map(two).join(":");
    return `${yearText(year)}-${two(month)}-${two(day)}T${time}`;
  }
}

const mod = (value, divisor) => ((value % divisor) + divisor) % divisor;

const two = (value) => String(value).padStart(2, "0");

const yearText = (year) => (year > 9999 ? "+" : year < 0 ? "-" : "") + String(Math.abs(year)).padStart(4, "0");

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = (year, month) => (month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31);

/** Days since 1970-01-01 in the calendar that goes on for ever; years begin in March here, so that leap days are the last. */
const dayNumber = (year, month, day) => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const ofEra = y - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
};

const date = (days) => {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const march = Math.floor((5 * ofYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  return [year + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - Math.floor((153 * march + 2) / 5) + 1];
};
