// Has the chunks of a bundle loaded one after another, as they are asked for.

/**
 * Where several are loaded at once, all are compiled in one go as well, for a tenth of a second, and what git answers meanwhile waits.
 * @param code of the bundle's entry, minified: webpack's runtime loads a chunk by `import("./"+require.u(id))`.
 */
export function loadInTurn(code) {
  const loading = /\bimport\("\.\/"\+([\w$]+)\.u\(([\w$]+)\)\)/g;
  const found = [...code.matchAll(loading)];
  if (found.length !== 1) throw new Error(`The runtime loads chunks in ${found.length} places, not in one.`);
  return code.replace(
    loading,
    (load, require) => `(${require}.last=Promise.resolve(${require}.last).catch(()=>{}).then(()=>${load}))`,
  );
}
