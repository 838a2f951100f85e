import type { AssignmentQuery } from '@duetto/schema'
import { Group, Modal, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LetterDocumentsDocument } from '../../api/generated.ts'
import { useLatest } from '../../api/useLatest.ts'
import { PaperLink } from '../../ui/PaperLink.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'

type Letter = NonNullable<AssignmentQuery['assignment']>['letters'][number]

/** Where the papers of an assignment's letters are, by letter. Read beside the page, which shows without them. */
function usePapers(assignmentId: string, skip: boolean): ReadonlyMap<string, string> {
  const { data } = useLatest(LetterDocumentsDocument, { variables: { id: assignmentId }, skip, fresh: true })
  const letters = data?.assignment?.letters ?? []
  return new Map(letters.flatMap(({ id, document }) => (document ? [[id, document.url] as const] : [])))
}

interface LetterListProps {
  assignmentId: string
  letters: readonly Letter[]
  onOpen: (id: string) => void
}

export function LetterList({ assignmentId, letters, onOpen }: LetterListProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const papers = usePapers(assignmentId, letters.length === 0)
  if (letters.length === 0) return <EmptyState title={t('letter.empty.title')}>{t('letter.empty.text')}</EmptyState>
  return (
    <div className="sheet sheet-padded scroll-x">
      <table className="small-table" style={{ width: '100%' }}>
        <thead>
          <tr>
            <th scope="col">{t('letter.kind')}</th>
            <th scope="col">{t('letter.sentOn')}</th>
            <th scope="col">{t('column.due')}</th>
            <th scope="col">{t('letter.channel')}</th>
            <th scope="col" className="number">
              {t('letter.total')}
            </th>
            <th scope="col" aria-label={t('letter.pdf')} />
          </tr>
        </thead>
        <tbody>
          {letters.map((letter) => (
            <tr key={letter.id}>
              <td>
                <button type="button" className="link-button" onClick={() => onOpen(letter.id)}>
                  {t(`letterKind.${letter.kind}`)}
                </button>
              </td>
              <td>{formats.date(letter.sentOn)}</td>
              <td>{formats.date(letter.dueOn)}</td>
              <td>{t(`channel.${letter.channel}`)}</td>
              <td className="number">{formats.money(letter.total)}</td>
              <td>
                <Paper url={papers.get(letter.id)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Paper({ url }: { url: string | undefined }) {
  return url === undefined ? null : <PaperLink url={url} />
}

interface LetterModalProps {
  assignmentId: string
  letter: Letter | undefined
  onClose: () => void
}

/** A letter as it went to the debtor, in the debtor's language. */
export function LetterModal({ assignmentId, letter, onClose }: LetterModalProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const papers = usePapers(assignmentId, letter === undefined)
  return (
    <Modal
      opened={letter !== undefined}
      onClose={onClose}
      size="lg"
      title={letter && t(`letterKind.${letter.kind}`)}
      closeButtonProps={{ 'aria-label': t('panel.close') }}
    >
      {letter && (
        <Stack gap="sm">
          <Group gap="lg" className="small muted">
            <span>
              {t('letter.sentOn')} {formats.date(letter.sentOn)}
            </span>
            <span>{t(`channel.${letter.channel}`)}</span>
            <span>
              {t('letter.total')} {formats.money(letter.total)}
            </span>
            <Paper url={papers.get(letter.id)} />
          </Group>
          <pre className="letter" lang={letter.language.toLowerCase()}>
            {letter.body}
          </pre>
        </Stack>
      )}
    </Modal>
  )
}
