/** How much of a code's time is left, as a ring with the seconds in it. Runs in the page. Decoration: not spoken. */
import type { ReactElement } from 'react';

export interface CountdownProps {
  readonly secondsLeft: number;
  readonly periodSeconds: number;
  readonly isBig?: boolean;
}

/** The last seconds are coloured: a code typed now may be refused. */
const FEW_SECONDS = 5;

export function Countdown({ secondsLeft, periodSeconds, isBig = false }: CountdownProps): ReactElement {
  const part = Math.min(1, secondsLeft / periodSeconds);
  return (
    <span
      aria-hidden
      className={isBig ? 'countdown countdown-big' : 'countdown'}
      data-few={secondsLeft <= FEW_SECONDS || undefined}
    >
      <svg viewBox="0 0 36 36" className="countdown-ring" role="presentation">
        <circle className="countdown-track" cx="18" cy="18" r="15.5" pathLength={100} />
        <circle
          className="countdown-left"
          cx="18"
          cy="18"
          r="15.5"
          pathLength={100}
          strokeDasharray={`${part * 100} 100`}
        />
      </svg>
      <span className="countdown-number">{secondsLeft}</span>
    </span>
  );
}
