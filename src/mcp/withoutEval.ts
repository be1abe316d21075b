import { config } from "zod";

// Schemas are walked, never compiled to code: before the first of them is made.
config({ jitless: true });
