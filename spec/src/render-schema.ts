import openapiTS, { astToString } from 'openapi-typescript';
import { generatedHeader } from './generated-header.ts';

/**
 * Renders the types of every path, operation and component.
 *
 * @param specUrl - The file URL of the description, against which its relative references resolve.
 */
export async function renderSchema(specUrl: URL): Promise<string> {
  // Unions instead of enums and the order of the description: the output runs under type stripping and diffs like its source.
  const nodes = await openapiTS(specUrl, { alphabetize: false, enum: false });
  return generatedHeader + astToString(nodes);
}
