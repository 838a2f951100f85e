import { Box } from '@mantine/core'
import { useRouteError } from 'react-router'
import { toFault } from '../api/fault.ts'
import { ErrorState } from '../ui/states.tsx'

/** A page that could not be drawn or loaded: the rest of the shell stays. */
export function PageFailure() {
  const error = useRouteError()
  return (
    <Box p="md" maw={640}>
      <ErrorState fault={toFault(error)} onRetry={() => window.location.reload()} />
    </Box>
  )
}
