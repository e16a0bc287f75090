/** A labelled field of several lines. Runs in the page. */
import { type ComponentProps, type ReactElement, useId } from 'react';

export interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'id'> {
  readonly label: string;
}

export function TextArea({ label, ...area }: TextAreaProps): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <textarea {...area} id={id} className="field-input field-area" />
    </div>
  );
}
