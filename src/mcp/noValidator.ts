/**
 * In the place of the SDK's validator of what people fill into forms: this server asks nobody, and the SDK's own would compile schemas to
 * code. The build puts it there.
 */
export class AjvJsonSchemaValidator {
  getValidator(): never {
    throw new Error("This server asks for nothing to be filled in.");
  }
}
