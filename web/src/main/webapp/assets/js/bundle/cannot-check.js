/** Something that this browser cannot check: then nothing is said about the bundle at all. The message says what it is. */
export class CannotCheck extends Error {}
