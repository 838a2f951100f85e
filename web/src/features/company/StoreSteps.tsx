import { Button, Group, List, Stack, Stepper, Text, Title } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { BeginActivationDocument } from '../../api/generated.ts'
import { useAct } from '../../api/useAct.ts'
import { ErrorState, RefusalNote } from '../../ui/states.tsx'
import { useFormats } from '../../ui/useFormats.ts'
import { useUrl } from '../../ui/useUrl.ts'
import { AcceptTerms } from './AcceptTerms.tsx'
import { IdentityForm } from './IdentityForm.tsx'
import type { StoreCompany, StoreUser } from './StorePage.tsx'

const steps = ['take', 'identity', 'terms', 'ready'] as const
type Step = (typeof steps)[number]

/** Where the company stands, by what the server has of it: a page that is opened again goes on from there. */
function reached({ state, identityNeeded, identity }: StoreCompany['activation']): number {
  if (state === 'NOT_ACTIVE' || state === 'REMOVED') return 0
  if (state === 'REJECTED') return 1
  if (state === 'TERMS_PENDING') return identityNeeded && !identity ? 1 : 2
  return 3
}

/** The first step: exactly which data goes to the agency (requirement A2). */
function Take({ company, onNext }: { company: StoreCompany; onNext: () => void }) {
  const { t } = useTranslation()
  const act = useAct(BeginActivationDocument)
  const begin = async () => {
    if (await act.succeeds({ input: { companyId: company.id } })) onNext()
  }
  return (
    <Stack gap="sm">
      <Text>{t('service.data')}</Text>
      <List size="sm" spacing={4}>
        <List.Item>{t('service.data1')}</List.Item>
        <List.Item>{t('service.data2')}</List.Item>
        <List.Item>{t('service.data3')}</List.Item>
        <List.Item>{t('service.data4')}</List.Item>
      </List>
      <Text className="muted">{t('store.dataFrom')}</Text>
      {act.refusal && <RefusalNote problem={act.refusal} />}
      {act.fault && <ErrorState fault={act.fault} />}
      {company.viewerCanActivate && (
        <Group justify="flex-end">
          <Button onClick={begin} loading={act.busy}>
            {t('service.take')}
          </Button>
        </Group>
      )}
    </Stack>
  )
}

/** The second step; after a rejection the statement is corrected here, at once or from the day on that is told. */
function Identity({ company, user, onNext }: { company: StoreCompany; user: StoreUser | null; onNext: () => void }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { identityAgainFrom: from } = company.activation
  if (from !== null) return <Text>{t('store.again.later', { date: formats.date(from) })}</Text>
  return <IdentityForm company={company} user={user} onNext={onNext} />
}

/** The last step: in use, or what is waited for. */
function Ready({ company }: { company: StoreCompany }) {
  const { t } = useTranslation()
  const { state } = company.activation
  return (
    <Stack gap="sm" align="flex-start">
      <Text>{t(`store.ready.${state === 'ACTIVE' ? state : 'KYC_PENDING'}`)}</Text>
      {state === 'ACTIVE' && (
        <Button component={Link} to={`/companies/${encodeURIComponent(company.id)}/invoices?section=OVERDUE`} size="xs">
          {t('store.toInvoices')}
        </Button>
      )}
    </Stack>
  )
}

/** The four steps into the service. Earlier ones can be looked at again until the terms are accepted. */
export function StoreSteps({ company, user }: { company: StoreCompany; user: StoreUser | null }) {
  const { t } = useTranslation()
  const url = useUrl()
  const narrow = useMediaQuery('(max-width: 48em)')
  const at = reached(company.activation)
  const asked = steps.indexOf((url.get('step') ?? '') as Step)
  const isRejected = company.activation.state === 'REJECTED'
  const shown = asked >= 0 && asked < at && at < 3 && !isRejected ? asked : at
  const go = (next: number) => url.set({ step: next === at ? null : (steps[next] ?? null) })
  const next = () => url.set({ step: null })
  const isOn = company.activation.state === 'ACTIVE'
  return (
    <section className="sheet sheet-padded" aria-label={t('store.steps')}>
      <Stepper
        active={isOn ? steps.length : shown}
        onStepClick={go}
        size="xs"
        orientation={narrow ? 'vertical' : 'horizontal'}
        wrap={false}
        mb="md"
        iconSize={26}
      >
        {steps.map((step, index) => (
          <Stepper.Step
            key={step}
            label={t(`store.step.${step}`)}
            allowStepSelect={at < 3 && index <= at && !isRejected}
            aria-current={index === shown ? 'step' : undefined}
          />
        ))}
      </Stepper>
      {(shown < 3 || isOn) && (
        <Title order={2} fz="sm" mb="xs">
          {t(isRejected ? 'store.again.title' : `store.step.${steps[shown] ?? 'ready'}`)}
        </Title>
      )}
      {shown === 0 && <Take company={company} onNext={next} />}
      {shown > 0 && shown < 3 && !company.viewerCanActivate && <Text>{t('store.waitsForOther')}</Text>}
      {shown === 1 && company.viewerCanActivate && <Identity company={company} user={user} onNext={next} />}
      {shown === 2 && company.viewerCanActivate && <AcceptTerms company={company} user={user} />}
      {shown === 3 && <Ready company={company} />}
    </section>
  )
}
