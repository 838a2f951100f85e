import { Skeleton, Stack } from '@mantine/core'

/** Holds a table's place until its first rows come. */
export function SkeletonRows({ label, count = 10 }: { label: string; count?: number }) {
  return (
    <Stack className="sheet sheet-padded" gap={13} aria-busy="true" aria-label={label} role="status">
      {Array.from({ length: count }, (_, index) => (
        // Rows without content have no name of their own but their place.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Skeleton key={index} height={13} width={`${92 - ((index * 17) % 30)}%`} radius="sm" />
      ))}
    </Stack>
  )
}
