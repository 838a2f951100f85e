import { ApolloProvider } from '@apollo/client/react'
import { MantineProvider } from '@mantine/core'
import { DatesProvider } from '@mantine/dates'
import 'dayjs/locale/fi'
import 'dayjs/locale/sv'
import 'dayjs/locale/en-gb'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RouterProvider } from 'react-router'
import { createClient } from '../api/client.ts'
import { ViewerDocument } from '../api/generated.ts'
import { theme } from '../ui/theme.ts'
import { createRouter } from './routes.tsx'

/** A session that has ended shows the sign-in page: the shell reads the viewer again and finds nobody. */
function connect() {
  const client = createClient(() => void client.refetchQueries({ include: [ViewerDocument] }))
  return client
}

export function App() {
  const [client] = useState(connect)
  const [router] = useState(createRouter)
  const { i18n } = useTranslation()
  const locale = i18n.language === 'en' ? 'en-gb' : i18n.language
  return (
    <ApolloProvider client={client}>
      <MantineProvider theme={theme} defaultColorScheme="auto">
        <DatesProvider settings={{ locale, firstDayOfWeek: 1 }}>
          <RouterProvider router={router} />
        </DatesProvider>
      </MantineProvider>
    </ApolloProvider>
  )
}
