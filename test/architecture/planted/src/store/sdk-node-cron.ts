import 'node-cron';
