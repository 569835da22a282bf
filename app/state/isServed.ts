/** Whether `cellscape view` has opened this page. */
export const isServed = /^#view\b/.test(location.hash);
