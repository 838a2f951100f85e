import { Button, Group } from '@mantine/core'
import { IconArrowBarToLeft, IconArrowRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useUrl } from './useUrl.ts'

interface PagerProps {
  pageInfo: { hasNextPage: boolean; endCursor: string | null } | undefined
  /** The name of the cursor in the address. */
  name?: string
  shown: number
}

/** Forward through a list by its cursor, which stands in the address: the browser's back button is the way back. */
export function Pager({ pageInfo, name = 'after', shown }: PagerProps) {
  const { t } = useTranslation()
  const url = useUrl()
  const onLaterPage = url.get(name) !== undefined
  if (!onLaterPage && !pageInfo?.hasNextPage) {
    return <span className="small muted">{t('pager.shown', { count: shown })}</span>
  }
  return (
    <Group justify="space-between" className="no-print">
      <span className="small muted">{t('pager.shown', { count: shown })}</span>
      <Group gap="xs">
        {onLaterPage && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconArrowBarToLeft size={14} />}
            onClick={() => url.set({ [name]: null })}
          >
            {t('pager.first')}
          </Button>
        )}
        <Button
          variant="default"
          size="xs"
          rightSection={<IconArrowRight size={14} />}
          disabled={!pageInfo?.hasNextPage}
          onClick={() => url.set({ [name]: pageInfo?.endCursor, open: null })}
        >
          {t('pager.next')}
        </Button>
      </Group>
    </Group>
  )
}
