/** The command that updates the generated files from the API description. */
export const repairCommand = 'npx -y pnpm@12 generate';

/** The first lines of every generated file. */
export const generatedHeader = `// Generated from spec/openapi.yaml. Do not edit: change the description, then run \`${repairCommand}\`.\n\n`;
