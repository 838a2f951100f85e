import { createBrowserRouter, Navigate, type RouteObject } from 'react-router'
import { PageFailure } from './PageFailure.tsx'
import { Shell } from './Shell.tsx'

const companyTabs: RouteObject[] = [
  { index: true, element: <Navigate to="invoices" replace /> },
  {
    path: 'invoices',
    lazy: async () => ({ Component: (await import('../features/invoices/OpenInvoicesTab.tsx')).OpenInvoicesTab }),
  },
  {
    path: 'reminder-sends',
    lazy: async () => ({ Component: (await import('../features/sends/SendsTab.tsx')).ReminderSendsTab }),
  },
  {
    path: 'collection-sends',
    lazy: async () => ({ Component: (await import('../features/sends/SendsTab.tsx')).CollectionSendsTab }),
  },
  {
    path: 'assignments',
    lazy: async () => ({
      Component: (await import('../features/assignments/CompanyAssignmentsTab.tsx')).CompanyAssignmentsTab,
    }),
  },
  {
    path: 'payments',
    lazy: async () => ({ Component: (await import('../features/payments/PaymentsTab.tsx')).PaymentsTab }),
  },
  {
    path: 'customers',
    lazy: async () => ({ Component: (await import('../features/customers/CustomersTab.tsx')).CustomersTab }),
  },
  {
    path: 'history',
    lazy: async () => ({ Component: (await import('../features/company/HistoryTab.tsx')).HistoryTab }),
  },
  {
    path: 'connections',
    lazy: async () => ({ Component: (await import('../features/company/ConnectionsTab.tsx')).ConnectionsTab }),
  },
  {
    path: 'service',
    lazy: async () => ({ Component: (await import('../features/company/ServiceTab.tsx')).ServiceTab }),
  },
]

const pages: RouteObject[] = [
  { index: true, element: <Navigate to="/overview" replace /> },
  {
    path: 'overview',
    lazy: async () => ({ Component: (await import('../features/overview/OverviewPage.tsx')).OverviewPage }),
  },
  {
    path: 'queue',
    lazy: async () => ({ Component: (await import('../features/queue/QueuePage.tsx')).QueuePage }),
  },
  {
    path: 'assignments',
    lazy: async () => ({ Component: (await import('../features/assignments/AssignmentsPage.tsx')).AssignmentsPage }),
  },
  {
    path: 'assignments/:assignmentId',
    lazy: async () => ({ Component: (await import('../features/assignments/AssignmentPage.tsx')).AssignmentPage }),
  },
  { path: 'sends', lazy: async () => ({ Component: (await import('../features/sends/SendsTab.tsx')).AllSendsPage }) },
  {
    path: 'payments',
    lazy: async () => ({ Component: (await import('../features/payments/PaymentList.tsx')).AllPaymentsPage }),
  },
  {
    path: 'reports',
    lazy: async () => ({ Component: (await import('../features/reports/ReportPage.tsx')).ReportPage }),
  },
  {
    path: 'companies',
    lazy: async () => ({ Component: (await import('../features/overview/CompaniesPage.tsx')).CompaniesPage }),
  },
  {
    path: 'companies/:companyId',
    lazy: async () => ({ Component: (await import('../features/company/CompanyLayout.tsx')).CompanyLayout }),
    children: companyTabs,
  },
  {
    path: 'companies/:companyId/store',
    lazy: async () => ({ Component: (await import('../features/company/StorePage.tsx')).StorePage }),
  },
  {
    path: 'companies/:companyId/send/:draftKey',
    lazy: async () => ({ Component: (await import('../features/sends/SendDraftPage.tsx')).SendDraftPage }),
  },
  {
    path: 'customers/:customerId',
    lazy: async () => ({ Component: (await import('../features/customers/CustomerPage.tsx')).CustomerPage }),
  },
  {
    path: 'invoices/:invoiceId',
    lazy: async () => ({ Component: (await import('../features/invoices/InvoicePage.tsx')).InvoicePage }),
  },
  {
    path: 'sends/:sendId',
    lazy: async () => ({ Component: (await import('../features/sends/SendPage.tsx')).SendPage }),
  },
  {
    path: 'import',
    lazy: async () => ({ Component: (await import('../features/imports/ImportPage.tsx')).ImportPage }),
  },
  {
    path: 'import/:fileId',
    lazy: async () => ({ Component: (await import('../features/imports/TableImportPage.tsx')).TableImportPage }),
  },
  {
    path: 'settings',
    lazy: async () => ({ Component: (await import('../features/settings/SettingsPage.tsx')).SettingsPage }),
  },
  { path: 'staff', lazy: async () => ({ Component: (await import('../features/staff/StaffPage.tsx')).StaffPage }) },
  {
    path: 'staff/assignments/:caseId',
    lazy: async () => ({ Component: (await import('../features/staff/CasePage.tsx')).CasePage }),
  },
  {
    path: 'staff/companies/:fileId',
    lazy: async () => ({ Component: (await import('../features/staff/CompanyFilePage.tsx')).CompanyFilePage }),
  },
  { path: '*', lazy: async () => ({ Component: (await import('./NoSuchPage.tsx')).NoSuchPage }) },
]

/** Each page is loaded when it is first opened. */
export function createRouter() {
  return createBrowserRouter([
    {
      path: 'sign-in',
      hydrateFallbackElement: <span />,
      errorElement: <PageFailure />,
      lazy: async () => ({ Component: (await import('../features/signin/SignInPage.tsx')).SignInPage }),
    },
    {
      element: <Shell />,
      errorElement: <PageFailure />,
      hydrateFallbackElement: <span />,
      children: [{ errorElement: <PageFailure />, children: pages }],
    },
  ])
}
