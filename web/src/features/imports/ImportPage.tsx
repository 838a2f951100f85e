import { useApolloClient } from '@apollo/client/react'
import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useDropzone } from 'react-dropzone'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useViewer } from '../../api/viewer.ts'
import { PageHead } from '../../ui/PageHead.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { detectKind } from './detectKind.ts'
import { FileResult } from './FileResult.tsx'
import { importQueue } from './importQueue.ts'

/** Takes Finvoice and bank files, one or many, and shows what became of every document; tables go on to their columns. */
export function ImportPage() {
  const { t } = useTranslation()
  const client = useApolloClient()
  const { viewer } = useViewer()
  const files = useSyncExternalStore(importQueue.subscribe, importQueue.read)
  const navigate = useNavigate()
  const finished = files.filter(({ state }) => state === 'DONE' || state === 'FAILED' || state === 'TABLE').length
  const take = async (accepted: readonly File[]) => {
    const ids = importQueue.add(client, accepted)
    const [only, ...others] = accepted
    // A single table goes on to its columns; of many files each waits for its turn.
    if (only && others.length === 0 && (await detectKind(only)) === 'TABLE') void navigate(`/import/${ids[0]}`)
  }
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: (accepted) => void take(accepted),
  })

  if (viewer?.canImport === false) {
    return (
      <Stack gap="md">
        <PageHead title={t('import.title')} />
        <EmptyState title={t('import.notYours.title')}>{t('import.notYours.text')}</EmptyState>
      </Stack>
    )
  }
  return (
    <Stack gap="md">
      <PageHead title={t('import.title')} />
      <div {...getRootProps({ className: isDragActive ? 'drop drop-active' : 'drop' })}>
        <input {...getInputProps({ 'aria-label': t('import.choose') })} />
        <IconFileImport size={28} stroke={1.3} aria-hidden />
        <Text>{t('import.drop')}</Text>
        <Button variant="default" onClick={open}>
          {t('import.choose')}
        </Button>
        <Text className="small muted" maw={560} ta="center">
          {t('import.formats')}
        </Text>
      </div>
      {files.length > 0 && (
        <Group justify="space-between">
          <Text aria-live="polite">{t('import.progress', { done: finished, count: files.length })}</Text>
          {finished < files.length ? (
            <Progress value={(100 * finished) / files.length} w={200} aria-label={t('import.title')} />
          ) : (
            <Button size="xs" variant="default" onClick={() => importQueue.clear()}>
              {t('import.clear')}
            </Button>
          )}
        </Group>
      )}
      {files.toReversed().map((file) => (
        <FileResult key={file.id} file={file} onRetry={() => importQueue.retry(client, file.id)} />
      ))}
    </Stack>
  )
}
