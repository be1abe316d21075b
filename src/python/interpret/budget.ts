/** Thrown where nothing is left; caught inside the interpreter alone. */
export class BudgetExceeded extends Error {}

/** Names joined, or things lost, for as long as a step takes. */
const workOfStep = 3;

/** What an item of a list costs, in elements: where lists grow out of themselves, they soon are larger than any array. */
export const PRICE_OF_ITEM = 4;

/** What one interpretation may cost. */
export class Budget {
  exhausted = false;
  private steps = 100_000;
  private elements = 10_000_000;
  /** What is left for the statements behind the one that used everything up. */
  private reserve = 20_000;

  /** For what has to be answered sooner: no more than these steps, and as small a share of the rest. */
  limit(steps: number): void {
    this.reserve = Math.min(this.reserve, Math.floor((this.reserve * steps) / this.steps));
    this.steps = Math.min(this.steps, steps);
  }

  get hasSteps(): boolean {
    return this.steps >= 0;
  }

  /** Whether nothing at all is left, for what comes next either. */
  get isSpent(): boolean {
    return this.steps <= 0 && this.reserve <= 0;
  }

  /** How many steps are left before something is given up. */
  get left(): number {
    return this.steps;
  }

  step(): void {
    if (--this.steps < 0) this.exceed();
  }

  /**
   * What is done for a step besides itself, as joining paths is: it counts, and where it was too much the next step is none. Nothing is
   * left half done.
   */
  charge(work: number): void {
    this.steps -= work / workOfStep;
  }

  /** Before elements are made. */
  spend(elements: number): void {
    // Written so that nan, too, exceeds.
    if (!(elements <= this.elements)) this.exceed();
    this.elements -= elements;
  }

  /** After something ran out: a little for what comes next, as long as the reserve lasts. */
  refill(): void {
    const share = Math.min(2000, this.reserve);
    // What ran out may have been something else, and most of the steps are left.
    if (this.steps < share) {
      this.reserve -= share;
      this.steps = share;
    }
    this.elements = Math.max(this.elements, share > 0 ? 100_000 : 0);
  }

  /** Keeps all but a share of what is left back, for what may cost much and tell little. Returns what it kept, to give it back. */
  keepBack(share: number): number {
    const kept = Math.max(0, this.steps - share);
    this.steps -= kept;
    return kept;
  }

  giveBack(kept: number): void {
    this.steps = Math.max(0, this.steps) + kept;
  }

  exceed(): never {
    this.exhausted = true;
    throw new BudgetExceeded();
  }
}
