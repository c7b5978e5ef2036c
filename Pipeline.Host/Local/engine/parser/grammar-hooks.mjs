// dt-sql-parser is packaged for bundlers: its files are modules without saying so, and name each other without an extension.

const inPackage = (url) => url?.includes('/dt-sql-parser/');

export async function resolve(specifier, context, next) {
  const relative = inPackage(context.parentURL) && specifier.startsWith('.') && !specifier.endsWith('.js');
  const result = await next(relative ? `${specifier}.js` : specifier, context);
  return inPackage(result.url) ? { ...result, format: 'module' } : result;
}

export function load(url, context, next) {
  return next(url, inPackage(url) ? { ...context, format: 'module' } : context);
}
