import { Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface SheetProps {
  title: ReactNode
  /** The title and the parts stand one below another, at the same distance. */
  stacked?: boolean
  children: ReactNode
}

/** A titled part of a page. */
export function Sheet({ title, stacked = false, children }: SheetProps) {
  const heading = (
    <Title order={2} fz="sm" mb={stacked ? undefined : 'xs'}>
      {title}
    </Title>
  )
  return (
    <section className="sheet sheet-padded">
      {stacked ? (
        <Stack gap="sm">
          {heading}
          {children}
        </Stack>
      ) : (
        <>
          {heading}
          {children}
        </>
      )}
    </section>
  )
}
