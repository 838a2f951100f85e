import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The one accent. Blue, green, amber and red are kept for states. */
const plum: MantineColorsTuple = [
  '#faf5fb',
  '#f1e6f4',
  '#e0c9e6',
  '#cda9d6',
  '#bd8bca',
  '#a266b2',
  '#8a4b9b',
  '#743a84',
  '#5f2c6e',
  '#4a2156',
]

const gray: MantineColorsTuple = [
  '#fafaf8',
  '#f3f2ef',
  '#e8e7e2',
  '#dbd9d3',
  '#c2bfb7',
  '#8d8a82',
  '#6a675f',
  '#524f49',
  '#383631',
  '#22211d',
]

const dark: MantineColorsTuple = [
  '#e8e6e1',
  '#d0cdc6',
  '#aaa79f',
  '#8b887f',
  '#55534c',
  '#3d3b36',
  '#2c2b27',
  '#1e1d1b',
  '#191816',
  '#121110',
]

export const theme = createTheme({
  colors: { plum, gray, dark },
  primaryColor: 'plum',
  primaryShade: { light: 8, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  fontFamily: "'IBM Plex Sans Variable', system-ui, sans-serif",
  headings: { fontFamily: "'IBM Plex Sans Variable', system-ui, sans-serif", fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm' } },
    Anchor: { defaultProps: { underline: 'hover', fz: 'inherit' } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
  },
})
