/** Settings of a form after one was changed; what is at its default is left out. */
export function withSetting(
  settings: Readonly<Record<string, unknown>>,
  name: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const { [name]: _, ...others } = settings;
  const isDefault = value === "" || value === undefined || (Array.isArray(value) && value.length === 0);
  return isDefault ? others : { ...others, [name]: value };
}
