/** Which way a table is sorted by the column it stands in; its `aria-sort` says the same. */
export function SortSign({ descending }: { readonly descending: boolean }) {
  return (
    <span class="sort-sign" aria-hidden="true">
      {descending ? "↓" : "↑"}
    </span>
  );
}
