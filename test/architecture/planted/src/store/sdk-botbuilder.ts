import 'botbuilder';
