/**
 * How unlikely it is that a change would by chance raise the accuracy as much as it does: the probability of at least so many right
 * answers among the samples, where each is right with the given chance.
 */
export function byChance({ correct, of }: { readonly correct: number; readonly of: number }, chance: number): number {
  let [probability, term] = [0, (1 - chance) ** of];
  for (let right = 0; right <= of; right++) {
    if (right >= correct) probability += term;
    term *= ((of - right) / (right + 1)) * (chance / (1 - chance));
  }
  return Math.min(1, probability);
}
