/** The words as an object that type-graphql takes for an enum: each name is its own value. */
export function words<T extends string>(names: readonly T[]): { readonly [K in T]: K } {
  return Object.fromEntries(names.map((name) => [name, name])) as { readonly [K in T]: K }
}
