import '@slack/bolt';
