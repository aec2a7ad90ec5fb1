import { http } from '@hubspot/local-dev-lib/http';
import { isTranslationError, translate } from '@hubspot/project-parsing-lib/translate';

/**
 * `node translate.mjs FOLDER PLATFORM PROFILE`, schemas on stdin: what HubSpot's CLI does with a project before it
 * uploads it. Only the download of the schemas, for which it wants an account, is replaced.
 */
const [projectSourceDir, platformVersion, profile] = process.argv.slice(2);
const schemas = JSON.parse(await new Response(process.stdin).text());
http.get = async () => ({ data: schemas });
try {
  const options = { skipValidation: false, profile };
  const result = await translate({ projectSourceDir, platformVersion, accountId: 1 }, options);
  const components = Object.values(result.intermediateRepresentation.intermediateNodesIndexedByUid);
  console.log(JSON.stringify({ components, skipped: result.skippedHsMetaFiles }));
} catch (error) {
  console.log(JSON.stringify({ error: isTranslationError(error) ? error.toString() : error.message }));
}
