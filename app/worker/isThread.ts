/**
 * Whether this is a thread of the runtime of networks: its script imports that of the worker that started it, for parts
 * that the bundler shares, and must not answer in its place.
 */
export const isThread = self.name.startsWith("em-pthread");
