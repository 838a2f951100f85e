/** Two voices that meet: the product's mark, drawn beside its name. */
export function Wordmark({ height = 22 }: { height?: number }) {
  return (
    <svg height={height} viewBox="0 0 112 28" role="img" aria-label="Duetto">
      <rect x="0" y="2" width="24" height="24" rx="5.5" fill="#5f2c6e" />
      <path d="M6 8h4a6 6 0 0 1 0 12H6z" fill="none" stroke="#fff" strokeWidth="2" />
      <path
        d="M18.5 8v12M18.5 8a6 6 0 0 0-3 1.2M18.5 20a6 6 0 0 1-3-1.2"
        fill="none"
        stroke="#e3c5ea"
        strokeWidth="2"
        strokeLinecap="round"
      />
      <text x="32" y="21" fontSize="20" fontWeight="600" letterSpacing="-0.4" fill="currentColor" fontFamily="inherit">
        Duetto
      </text>
    </svg>
  )
}
