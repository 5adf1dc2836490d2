import { gatewaySecret, gatewayUrl } from '../../ports/gateway-address';
import { defineChannel } from '../channel';
import { inFolder } from '../in-folder';
import { byGateway } from '../message-gateway';
import { sms } from './definition';

/** By a gateway of the organisation (`docs/message-gateway.md`); without one, short messages land in the folder of mails. */
export default defineChannel({
  definition: sms,
  configuration: { SMS_GATEWAY_URL: gatewayUrl.optional(), SMS_GATEWAY_SECRET: gatewaySecret.optional() },
  open: ({ SMS_GATEWAY_URL: url, SMS_GATEWAY_SECRET: secret }, world) =>
    url === undefined || secret === undefined ? inFolder(sms, world) : byGateway({ url, secret }),
});
